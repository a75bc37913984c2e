package dev.sluice.domain.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.domain.control.ControlLevel;
import dev.sluice.domain.inspection.Verdict;
import dev.sluice.domain.ledger.Approved;
import dev.sluice.domain.ledger.ChangeKind;
import dev.sluice.domain.ledger.Content;
import dev.sluice.domain.ledger.Ended;
import dev.sluice.domain.ledger.Entry;
import dev.sluice.domain.ledger.Feedback;
import dev.sluice.domain.ledger.Feedback.Opinion;
import dev.sluice.domain.ledger.Held;
import dev.sluice.domain.ledger.HoldCause;
import dev.sluice.domain.ledger.Judged;
import dev.sluice.domain.ledger.MatchedRule;
import dev.sluice.domain.ledger.MatchedRule.Status;
import dev.sluice.domain.ledger.Overridden;
import dev.sluice.domain.ledger.Registered;
import dev.sluice.domain.ledger.Suspended;
import dev.sluice.domain.ledger.Unrecognized;
import dev.sluice.domain.plan.ChangeClass;
import dev.sluice.domain.rollout.Outcome;
import dev.sluice.domain.service.Service;
import dev.sluice.domain.service.ServiceCatalog;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ReportingTest {
  private static final Instant MONDAY = Instant.parse("2026-03-02T00:00:00Z");
  private static final Instant END = MONDAY.plus(Duration.ofDays(90));
  private static final ServiceCatalog CATALOG =
      new ServiceCatalog(
          List.of(
              new Service("checkout", 1, "shop", ControlLevel.ASSESSED, List.of()),
              new Service("basket", 2, "shop", ControlLevel.GATED, List.of()),
              new Service("search", 3, "find", ControlLevel.GATED, List.of())));

  private final Reporting reporting = new Reporting(CATALOG, MONDAY, END);
  private int count;

  private Reporting change(Instant time, Content... contents) {
    String change = "c-" + ++count;
    for (int i = 0; i < contents.length; i++) {
      reporting.add(new Entry(change + "/" + (i + 1), time.plusSeconds(i), change, contents[i]));
    }
    return reporting;
  }

  private Figures figures(Content... contents) {
    return change(MONDAY, contents).report().total();
  }

  private static Registered registered(ChangeKind kind, ControlLevel level, String... services) {
    return new Registered(
        "t",
        "1",
        kind,
        "",
        "ci",
        List.of(services),
        List.of(),
        1,
        Double.NaN,
        true,
        ChangeClass.STANDARD,
        1,
        Double.NaN,
        level,
        List.of(),
        List.of(
            new MatchedRule("no-friday", Status.ENFORCED, "wait"),
            new MatchedRule("small", Status.SHADOW, "one zone")));
  }

  private static Registered own() {
    return registered(ChangeKind.OWN, ControlLevel.UNATTENDED, "basket");
  }

  private static Ended ended(Outcome outcome, boolean fullRelease, int waited) {
    return new Ended(
        outcome,
        1,
        fullRelease,
        Duration.ofSeconds(waited),
        Duration.ofSeconds(2L * waited),
        Duration.ofHours(1));
  }

  private static Ended ended(Outcome outcome) {
    return ended(outcome, outcome == Outcome.COMPLETED, 10);
  }

  private static Judged judged(Verdict verdict) {
    return new Judged(1, 1, verdict, "", List.of(), Duration.ofMinutes(1));
  }

  private static Feedback said(String on, String rule, Opinion opinion) {
    return new Feedback(on, rule, opinion, "jo", "looked");
  }

  @Test
  void aChangeThatWasEndedFromOutsideEndedAttendedAndFailedOnlyByAVerdict() {
    Duration none = Duration.ZERO;
    Ended cutOff = new Ended(Outcome.STOPPED, 0, false, none, none, none, "terminated by jo");
    change(MONDAY, own(), cutOff);
    change(MONDAY, own(), judged(Verdict.FAIL), cutOff);
    Figures total = reporting.report().total();
    assertThat(total.ended()).isEqualTo(2);
    assertThat(total.unattended()).isZero();
    assertThat(total.failed()).isEqualTo(1);
  }

  @Test
  void asksForTheHighestLevelOfTheServicesOfAChange() {
    change(MONDAY, registered(ChangeKind.OWN, ControlLevel.BATCHED, "basket"));
    change(MONDAY, registered(ChangeKind.OWN, ControlLevel.BATCHED, "basket", "checkout"));
    change(MONDAY, registered(ChangeKind.OWN, ControlLevel.ASSESSED, "basket", "checkout"));
    change(MONDAY, registered(ChangeKind.OWN, ControlLevel.GATED, "nobody-knows"));
    change(MONDAY, registered(ChangeKind.OWN, ControlLevel.BATCHED));

    assertThat(reporting.report().total().standardization()).isEqualTo(new Share(3, 5));
  }

  @Test
  void countsWhatWasNeverPlannedOnlyAsRefused() {
    figures(own(), ended(Outcome.REFUSED));
    Figures figures =
        figures(
            Registered.unplanned("t", ChangeKind.OWN, "", "ci", "no such type"),
            ended(Outcome.REFUSED));

    assertThat(figures.refused()).isEqualTo(2);
    assertThat(figures.changes()).isEqualTo(1);
    assertThat(figures.standardization()).isEqualTo(new Share(1, 1));
    assertThat(figures.failure()).isEqualTo(new Share(0, 0));
  }

  @Test
  void countsAnUnregisteredChangeAsBelowItsLevel() {
    Figures figures =
        figures(registered(ChangeKind.UNREGISTERED, ControlLevel.UNATTENDED, "basket"));

    assertThat(figures.standardization()).isEqualTo(new Share(0, 1));
    assertThat(figures.unregistered()).isEqualTo(1);
  }

  @Test
  void isUnattendedUnlessAPersonHadToDoSomething() {
    Ended end = ended(Outcome.COMPLETED);
    change(MONDAY, own(), end);
    change(MONDAY, own(), new Held(HoldCause.LOCK, "c-0", MONDAY), end);
    change(MONDAY, own(), new Suspended("freeze", ""), end);
    assertThat(reporting.report().total().withoutPeople()).isEqualTo(new Share(3, 3));

    change(MONDAY, own(), new Approved("jo", "owner", "", null), end);
    change(MONDAY, own(), new Held(HoldCause.PERSON, "jo", MONDAY), end);
    change(MONDAY, own(), new Held(HoldCause.VERDICT, "owner", MONDAY), end);
    change(MONDAY, own(), new Suspended("lunch", "jo"), end);
    change(MONDAY, own(), new Overridden(Overridden.What.RISK, "1", "5", "jo", "", "odd"), end);
    change(MONDAY, registered(ChangeKind.REPORTED, ControlLevel.OBSERVED, "basket"), end);
    change(MONDAY, own());
    assertThat(reporting.report().total().withoutPeople()).isEqualTo(new Share(3, 9));
  }

  @Test
  void aRolledBackChangeFailedAndWasCaughtBeforeTheFullRelease() {
    Figures figures = figures(own(), judged(Verdict.FAIL), ended(Outcome.ROLLED_BACK));

    assertThat(figures.failure()).isEqualTo(new Share(1, 1));
    assertThat(figures.caughtEarly()).isEqualTo(new Share(1, 1));
  }

  @Test
  void aChangeRolledBackAfterTheFullReleaseWasNotCaught() {
    Figures figures = figures(own(), judged(Verdict.FAIL), ended(Outcome.ROLLED_BACK, true, 1));

    assertThat(figures.caughtEarly()).isEqualTo(new Share(0, 1));
  }

  @Test
  void aFalseAlarmIsNoFailureButAFalseHold() {
    Figures figures =
        figures(
            own(),
            judged(Verdict.FAIL),
            ended(Outcome.ROLLED_BACK),
            said("c-1/2", "", Opinion.FALSE_ALARM));

    assertThat(figures.failure()).isEqualTo(new Share(0, 1));
    assertThat(figures.falseHolds()).isEqualTo(1);
    assertThat(reporting.report().judge()).isEqualTo(new Accuracy(0, 1, 0));
  }

  @Test
  void harmThatNobodySawIsAFailureThatWasNotCaught() {
    Figures figures =
        figures(
            own(),
            judged(Verdict.PASS),
            ended(Outcome.COMPLETED),
            said("c-1/2", "", Opinion.MISSED));

    assertThat(figures.failure()).isEqualTo(new Share(1, 1));
    assertThat(figures.caughtEarly()).isEqualTo(new Share(0, 1));
    assertThat(reporting.report().judge()).isEqualTo(new Accuracy(0, 0, 1));
  }

  @Test
  void whatTouchedNothingCanNotHaveFailed() {
    assertThat(figures(own(), ended(Outcome.REFUSED)).failure()).isEqualTo(new Share(0, 0));
  }

  @Test
  void theLatestFeedbackCounts() {
    change(
        MONDAY,
        own(),
        judged(Verdict.FAIL),
        ended(Outcome.ROLLED_BACK),
        said("c-1/2", "", Opinion.FALSE_ALARM),
        said("c-1/2", "", Opinion.TRUE_ALARM));

    assertThat(reporting.report().judge().precision()).isEqualTo(new Share(1, 1));
  }

  @Test
  void judgesRulesByWhatPeopleSaidOfTheirHoldsAndOfTheirMatchesInShadow() {
    change(
        MONDAY,
        own(),
        new Held(HoldCause.POLICY, "no-friday", MONDAY),
        said("c-1/2", "no-friday", Opinion.FALSE_ALARM),
        said("c-1/1", "small", Opinion.TRUE_ALARM));
    change(MONDAY.plusSeconds(60), own());

    Report report = reporting.report();
    assertThat(report.rules())
        .containsExactly(
            new RuleAccuracy("no-friday", Status.ENFORCED, 2, 1, new Accuracy(0, 1, 0)),
            new RuleAccuracy("small", Status.SHADOW, 2, 0, new Accuracy(1, 0, 0)));
    assertThat(report.total().falseHolds()).isEqualTo(1);
  }

  @Test
  void addsUpTheTimeThatWasLost() {
    for (int i = 1; i <= 10; i++) {
      change(MONDAY, own(), ended(Outcome.COMPLETED, true, i));
    }

    assertThat(reporting.report().total().waiting())
        .isEqualTo(
            new Spread(10, Duration.ofSeconds(5), Duration.ofSeconds(9), Duration.ofSeconds(55)));
    assertThat(reporting.report().total().baking().sum()).isEqualTo(Duration.ofSeconds(110));
  }

  @Test
  void countsAChangeOnceInEachServiceAndTeam() {
    change(MONDAY, registered(ChangeKind.OWN, ControlLevel.GATED, "basket", "checkout", "new"));

    Report report = reporting.report();
    assertThat(report.total().changes()).isEqualTo(1);
    assertThat(report.services())
        .extracting(Report.Group::name, Report.Group::team, group -> group.figures().changes())
        .containsExactly(
            tuple("basket", "shop", 1), tuple("checkout", "shop", 1), tuple("new", "unknown", 1));
    assertThat(report.teams()).extracting(Report.Group::name).containsExactly("shop", "unknown");
  }

  @Test
  void followsTheWeeksWithoutGaps() {
    change(MONDAY, own());
    change(MONDAY.plus(Duration.ofDays(20)), own());

    assertThat(reporting.report().weeks())
        .extracting(Report.Week::monday, week -> week.figures().changes())
        .containsExactly(
            tuple(LocalDate.of(2026, 3, 2), 1),
            tuple(LocalDate.of(2026, 3, 9), 0),
            tuple(LocalDate.of(2026, 3, 16), 1));
  }

  @Test
  void leavesOutWhatBecameKnownAtAnotherTime() {
    change(MONDAY.minusSeconds(1), own());
    change(END, own());
    change(MONDAY, ended(Outcome.COMPLETED));
    change(MONDAY, new Unrecognized("dreamt", "{}"));

    Report report = reporting.report();
    assertThat(report.total().changes()).isZero();
    assertThat(report.unrecognized()).isEqualTo(1);
    assertThat(report.weeks()).isEmpty();
  }

  @Test
  void givesRatesWithTheirIntervals() {
    Share.Interval some = new Share(8, 10).interval();
    assertThat(some.low()).isCloseTo(0.4902, within(1e-4));
    assertThat(some.high()).isCloseTo(0.9433, within(1e-4));
    assertThat(new Share(0, 10).interval().low()).isZero();
    assertThat(new Share(0, 10).interval().high()).isCloseTo(0.2775, within(1e-4));
    assertThat(new Share(10, 10).interval().high()).isEqualTo(1);
    assertThat(new Share(0, 0).rate()).isNaN();
    assertThat(new Share(0, 0).interval().low()).isNaN();
  }
}
