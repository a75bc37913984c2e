package dev.sluice.activities.policy;

import dev.sluice.domain.changetype.Control;
import dev.sluice.domain.control.Carrier;
import dev.sluice.domain.control.ChangeCalendar;
import dev.sluice.domain.control.ChangeFacts;
import dev.sluice.domain.control.ChangeRecord;
import dev.sluice.domain.control.Extent;
import dev.sluice.domain.control.Neighbourhood;
import dev.sluice.domain.control.Policies;
import dev.sluice.domain.control.Reach;
import dev.sluice.domain.control.RunningChange;
import dev.sluice.domain.control.TouchedService;
import dev.sluice.domain.plan.ChangeClass;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Questions for tests: a release of checkout, of tier 1, to 6 targets on a Tuesday morning. */
final class Questions {
  static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");

  private Questions() {}

  static Policies.Question release() {
    return whileRunning(0);
  }

  /** The same while other changes of checkout run. */
  static Policies.Question whileRunning(int others) {
    Reach reach =
        new Reach(
            List.of("fleet-release"),
            List.of(new TouchedService("checkout", 1, null, null)),
            List.of("a", "b"));
    ChangeFacts facts =
        new ChangeFacts(
            "fleet-release",
            new Control(ChangeClass.STANDARD, 2, 0, Duration.ofHours(8)),
            reach,
            new Extent(6, 6, 3, 3, null),
            List.of("fleet"),
            List.of("release"),
            Map.of("service", "checkout", "version", "v2"),
            new Neighbourhood(List.of("payment"), List.of(1)),
            true,
            true,
            Carrier.SLUICE,
            "ada",
            ChangeRecord.NONE,
            ChangeRecord.NONE,
            ChangeCalendar.NONE.at(NOW, reach, false));
    return new Policies.Question(
        facts,
        3,
        List.of("By its type."),
        null,
        IntStream.range(0, others).mapToObj(Questions::running).toList());
  }

  private static RunningChange running(int number) {
    return new RunningChange(
        "other-" + number,
        "fleet-release",
        List.of("checkout"),
        List.of("a"),
        ChangeClass.STANDARD,
        2,
        1);
  }
}
