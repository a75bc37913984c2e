package dev.sluice.domain.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.gate.Pass;
import dev.sluice.domain.gate.Standing;
import dev.sluice.domain.guard.GuardSignal;
import dev.sluice.domain.guard.GuardState;
import dev.sluice.domain.guard.GuardTerms;
import dev.sluice.domain.guard.Guards;
import dev.sluice.domain.inspection.Verdict;
import dev.sluice.domain.rollout.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each signal comes a minute after the one before. */
class GuardChronicleTest {
  private static final Instant BEGUN = Instant.parse("2026-03-01T10:00:00Z");
  private static final GuardSignal STARTED = new GuardSignal.Started();
  private static final GuardSignal OPENED = new GuardSignal.Opened(Pass.NONE);

  private final List<Content> contents = new ArrayList<>();
  private GuardTerms terms = new GuardTerms(true, 3, true, "ci", 0);

  private void hears(GuardSignal... signals) {
    GuardChronicle chronicle = new GuardChronicle(terms, Memory.begun(BEGUN));
    GuardState state = GuardState.START;
    Instant now = BEGUN;
    for (GuardSignal signal : signals) {
      GuardState after = Guards.decide(terms, state, signal).state();
      contents.addAll(chronicle.told(signal, state, after, 2, now));
      state = after;
      now = now.plus(Duration.ofMinutes(1));
    }
  }

  private static GuardSignal told(Standing.Cause cause, String on) {
    return new GuardSignal.Told(new Standing(cause, on, "the end of " + on));
  }

  private static GuardSignal ends(Outcome outcome) {
    return new GuardSignal.Ended(outcome, "");
  }

  private Ended ended() {
    return (Ended) contents.getLast();
  }

  @Test
  void tellsEachThingThatTheGateHadItWaitForOnce() {
    hears(
        STARTED,
        told(Standing.Cause.CHANGE, "release-7"),
        told(Standing.Cause.CHANGE, "release-7"),
        told(Standing.Cause.CAP, "zone a"),
        OPENED,
        ends(Outcome.COMPLETED));
    assertThat(contents)
        .startsWith(
            new Held(HoldCause.LOCK, "release-7", BEGUN.plusSeconds(60)),
            new Released(HoldCause.LOCK, "release-7", Duration.ofMinutes(2)),
            new Held(HoldCause.CAP, "zone a", BEGUN.plusSeconds(180)),
            new Released(HoldCause.CAP, "zone a", Duration.ofMinutes(1)));
    assertThat(ended().waiting()).isEqualTo(Duration.ofMinutes(3));
    assertThat(ended().fullRelease()).isTrue();
  }

  @Test
  void tellsWhoAgreedAndHowLongThatTook() {
    terms = new GuardTerms(true, 3, true, "ci", 1);
    hears(
        STARTED,
        new GuardSignal.Approved("ci", "mine"),
        new GuardSignal.Approved("bob", "seen"),
        OPENED);
    assertThat(contents)
        .containsExactly(
            new Held(HoldCause.APPROVAL, "1 approval", BEGUN),
            new Approved("bob", "approver", "seen", null),
            new Released(HoldCause.APPROVAL, "1 approval", Duration.ofMinutes(2)));
  }

  @Test
  void tellsOfFreezesThatSuspendItAndOfThoseThatItPasses() {
    Pass pass = new Pass("freeze year-end", "carol", "the cure");
    hears(
        STARTED,
        OPENED,
        new GuardSignal.Suspended("freeze year-end"),
        new GuardSignal.Woken(pass),
        ends(Outcome.STOPPED));
    assertThat(contents)
        .startsWith(
            new Suspended("freeze year-end", ""),
            new Overridden(
                Overridden.What.FREEZE, "freeze year-end", "passed", "carol", "", "the cure"),
            new Woken("carol", Duration.ofMinutes(1)));
    assertThat(ended().waiting()).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void tellsThatAPersonDecidedAndWhatWasTakenBackThen() {
    hears(
        STARTED,
        OPENED,
        new GuardSignal.BeginAsked(1),
        new GuardSignal.EndTold(1),
        new GuardSignal.Judged(1, Verdict.INCONCLUSIVE, "too few requests"),
        new GuardSignal.Decided(1, false, "omar", "baskets are empty"),
        ends(Outcome.ROLLED_BACK));
    assertThat(contents)
        .startsWith(
            new Held(HoldCause.VERDICT, "too few requests", BEGUN.plusSeconds(240)),
            new Overridden(
                Overridden.What.VERDICT,
                "INCONCLUSIVE",
                "FAIL",
                "omar",
                "operator",
                "baskets are empty"),
            new Released(HoldCause.VERDICT, "too few requests", Duration.ofMinutes(1)),
            new RolledBack("omar decided so: baskets are empty", 2, Duration.ofMinutes(1), true));
    assertThat(ended().outcome()).isEqualTo(Outcome.ROLLED_BACK);
  }

  @Test
  void saysOfAReportedChangeOnlyThatItEnded() {
    terms = new GuardTerms(false, 0, false, "ci", 0);
    hears(
        STARTED,
        told(Standing.Cause.FREEZE, "freeze year-end"),
        OPENED,
        new GuardSignal.Suspended("freeze year-end"),
        ends(Outcome.COMPLETED));
    assertThat(contents).hasSize(1);
    assertThat(ended().waiting()).isZero();
    assertThat(ended().total()).isEqualTo(Duration.ofMinutes(4));
  }
}
