package dev.sluice.activities.ledger;

import dev.sluice.domain.control.ControlLevel;
import dev.sluice.domain.inspection.Verdict;
import dev.sluice.domain.ledger.Approved;
import dev.sluice.domain.ledger.ChangeKind;
import dev.sluice.domain.ledger.Content;
import dev.sluice.domain.ledger.Ended;
import dev.sluice.domain.ledger.Entry;
import dev.sluice.domain.ledger.Feedback;
import dev.sluice.domain.ledger.Held;
import dev.sluice.domain.ledger.HoldCause;
import dev.sluice.domain.ledger.Judged;
import dev.sluice.domain.ledger.JudgedMetric;
import dev.sluice.domain.ledger.MatchedRule;
import dev.sluice.domain.ledger.Overridden;
import dev.sluice.domain.ledger.Registered;
import dev.sluice.domain.ledger.Released;
import dev.sluice.domain.ledger.RolledBack;
import dev.sluice.domain.ledger.Suspended;
import dev.sluice.domain.ledger.Woken;
import dev.sluice.domain.plan.ChangeClass;
import dev.sluice.domain.rollout.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Entries to try the ledger with. */
public final class Entries {
  public static final Instant TIME = Instant.parse("2026-03-01T10:00:00.123Z");

  private Entries() {}

  /** One of each kind, with texts that are hard to keep. */
  public static List<Content> oneOfEach() {
    return List.of(
        registered("checkout"),
        new Approved("jo", "owner", "güt \u0000 \uD83D\uDE00 \"'\\\n", TIME.plusSeconds(60)),
        new Approved("jo", "", "", null),
        new Held(HoldCause.POLICY, "no-friday", TIME),
        new Released(HoldCause.POLICY, "no-friday", Duration.ofMinutes(3)),
        new Judged(
            1,
            2,
            Verdict.FAIL,
            "errors rose",
            List.of(
                new JudgedMetric("errors", Verdict.FAIL, 0.25, 0.1, 0.08, 12.5, 10),
                new JudgedMetric(
                    "latency",
                    Verdict.INCONCLUSIVE,
                    Double.NaN,
                    Double.NaN,
                    1e-9,
                    Double.POSITIVE_INFINITY,
                    Double.NEGATIVE_INFINITY)),
            Duration.ofMillis(61_001)),
        new Overridden(Overridden.What.VERDICT, "FAIL", "PASS", "jo", "owner", "known noise"),
        new Suspended("freeze of the year's end", ""),
        new Woken("jo", Duration.ofDays(9)),
        new RolledBack("errors rose", 7, Duration.ofSeconds(90), true),
        new Ended(
            Outcome.ROLLED_BACK,
            7,
            false,
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(3)),
        new Ended(
            Outcome.STOPPED,
            0,
            true,
            Duration.ZERO,
            Duration.ZERO,
            Duration.ofSeconds(3),
            "terminated by jo: stück"),
        new Feedback("c-1/6", "", Feedback.Opinion.TRUE_ALARM, "jo", "the basket was empty"));
  }

  public static Registered registered(String service) {
    return new Registered(
        "kubernetes-release",
        "3",
        ChangeKind.OWN,
        "release " + service,
        "ci",
        List.of(service, "cart"),
        List.of("zone-1"),
        40,
        0.1 + 0.2,
        true,
        ChangeClass.STANDARD,
        2,
        Double.NaN,
        ControlLevel.ASSESSED,
        List.of("It follows its type."),
        List.of(new MatchedRule("no-friday", MatchedRule.Status.SHADOW, "wait until Monday")));
  }

  /** One entry for each content, about one change. */
  public static List<Entry> of(String change, List<? extends Content> contents) {
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < contents.size(); i++) {
      entries.add(new Entry(change + "/" + (i + 1), TIME.plusSeconds(i), change, contents.get(i)));
    }
    return entries;
  }

  /** So many entries about one change. */
  public static List<Entry> some(String change, int count) {
    List<Content> contents = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      contents.add(new Suspended("number " + i, ""));
    }
    return of(change, contents);
  }
}
