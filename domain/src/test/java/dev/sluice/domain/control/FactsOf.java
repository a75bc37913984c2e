package dev.sluice.domain.control;

import dev.sluice.domain.changetype.Control;
import dev.sluice.domain.plan.ChangeClass;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Facts for tests: a release of checkout to 6 of 6 targets on a Tuesday morning, altered. */
public final class FactsOf {
  public static final Instant TUESDAY = Instant.parse("2026-11-24T09:00:00Z");

  private Control control = new Control(ChangeClass.STANDARD, 2, 0, Duration.ofHours(8));
  private Reach reach =
      new Reach(
          List.of("fleet-release"),
          List.of(new TouchedService("checkout", 2, ControlLevel.ASSESSED, null)),
          List.of("a", "b"));
  private Extent extent = new Extent(6, 6, 3, 3, null);
  private Neighbourhood neighbours = Neighbourhood.NONE;
  private boolean reversible = true;
  private boolean governed = true;
  private Carrier carrier = Carrier.SLUICE;
  private ChangeRecord record = ChangeRecord.NONE;
  private Moment moment = ChangeCalendar.NONE.at(TUESDAY, reach, false);

  public static FactsOf aRelease() {
    return new FactsOf();
  }

  public FactsOf ofClass(ChangeClass changeClass, int approvals) {
    control = new Control(changeClass, 2, approvals, Duration.ofHours(8));
    return this;
  }

  public FactsOf touching(TouchedService... services) {
    reach = new Reach(reach.types(), List.of(services), reach.zones());
    return this;
  }

  public FactsOf changing(Extent other) {
    extent = other;
    return this;
  }

  public FactsOf near(List<String> services, List<Integer> tiers) {
    neighbours = new Neighbourhood(services, tiers);
    return this;
  }

  public FactsOf withoutWayBack() {
    reversible = false;
    return this;
  }

  public FactsOf ungoverned() {
    governed = false;
    return this;
  }

  public FactsOf carriedBy(Carrier other) {
    carrier = other;
    return this;
  }

  public FactsOf afterwards(ChangeRecord other) {
    record = other;
    return this;
  }

  public FactsOf at(ChangeCalendar calendar, Instant now) {
    moment = calendar.at(now, reach, control.changeClass() == ChangeClass.EMERGENCY);
    return this;
  }

  public ChangeFacts facts() {
    return new ChangeFacts(
        "fleet-release",
        control,
        reach,
        extent,
        List.of("fleet"),
        List.of("release"),
        Map.of("service", "checkout", "version", "v2"),
        neighbours,
        reversible,
        governed,
        carrier,
        "ada",
        record,
        ChangeRecord.NONE,
        moment);
  }
}
