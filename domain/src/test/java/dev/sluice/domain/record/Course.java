package dev.sluice.domain.record;

import dev.sluice.domain.control.ControlLevel;
import dev.sluice.domain.inspection.Verdict;
import dev.sluice.domain.ledger.ChangeKind;
import dev.sluice.domain.ledger.Content;
import dev.sluice.domain.ledger.Ended;
import dev.sluice.domain.ledger.Entry;
import dev.sluice.domain.ledger.Feedback;
import dev.sluice.domain.ledger.Judged;
import dev.sluice.domain.ledger.Registered;
import dev.sluice.domain.ledger.RolledBack;
import dev.sluice.domain.plan.ChangeClass;
import dev.sluice.domain.plan.Classification;
import dev.sluice.domain.rollout.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Entries of changes, one after the other, each some minutes long. */
public final class Course {
  private final List<Entry> entries = new ArrayList<>();
  private int changes;

  /** A change that ends after its last content, 10 minutes after it became known. */
  public Course change(String requester, String service, Instant time, Content... contents) {
    String id = "c-" + ++changes;
    add(id, time, registered(requester, List.of(service), 40, 0.5, Course.STANDARD));
    for (Content content : contents) {
      add(id, time.plus(Duration.ofMinutes(10)), content);
    }
    return this;
  }

  public Course add(String change, Instant time, Content content) {
    String key = change + "/" + (entries.size() + 1);
    entries.add(new Entry(key, time, change, content));
    return this;
  }

  public List<Entry> entries() {
    return List.copyOf(entries);
  }

  /** By its type alone. */
  public static final Classification STANDARD =
      new Classification(ChangeClass.STANDARD, 2, 0, Duration.ofHours(8), List.of("By its type."));

  public static Registered registered(
      String requester,
      List<String> services,
      int targets,
      double share,
      Classification classification) {
    return new Registered(
        "fleet-release",
        "1",
        ChangeKind.OWN,
        "a release",
        requester,
        services,
        List.of("a", "b"),
        targets,
        share,
        true,
        classification.changeClass(),
        classification.risk(),
        Double.NaN,
        ControlLevel.BATCHED,
        classification.reasons(),
        List.of());
  }

  public static Ended ended(Outcome outcome) {
    return new Ended(outcome, 1, false, Duration.ZERO, Duration.ZERO, Duration.ofMinutes(10));
  }

  public static Judged failed(String why) {
    return new Judged(1, 1, Verdict.FAIL, why, List.of(), Duration.ofMinutes(5));
  }

  public static RolledBack back(String why) {
    return new RolledBack(why, 1, Duration.ofMinutes(1), true);
  }

  public static Feedback said(String on, Feedback.Opinion opinion, String why) {
    return new Feedback(on, "", opinion, "jo", why);
  }
}
