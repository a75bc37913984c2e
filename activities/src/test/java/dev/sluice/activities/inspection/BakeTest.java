package dev.sluice.activities.inspection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.activities.metrics.MetricQuery;
import dev.sluice.activities.subdomain.RecordingSubDomain;
import dev.sluice.activities.subdomain.TargetListing;
import dev.sluice.activities.work.Pause;
import dev.sluice.domain.inspection.Inspection;
import dev.sluice.domain.inspection.InspectionSpec;
import dev.sluice.domain.inspection.MetricSpec;
import dev.sluice.domain.inspection.Verdict;
import dev.sluice.domain.plan.TargetRange;
import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.domain.subdomain.Effect;
import dev.sluice.domain.subdomain.TargetOrder;
import dev.sluice.proto.history.v1.BakeCheckpoint;
import dev.sluice.proto.history.v1.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BakeTest {
  private static final Problem DOWN = new Problem.Passing("SOURCE_DOWN", "connection refused");
  private static final Instant START = Instant.parse("2026-11-23T12:00:00Z");
  private static final Instant END = START.plusSeconds(30);
  private static final TargetRange FIRST_THREE = new TargetRange("", List.of(), "", "n003");
  private static final TargetRange THIRD = new TargetRange("", List.of(), "n002", "n003");

  private static final MetricSpec HISTOGRAM =
      new MetricSpec(
          "latency",
          MetricSpec.Kind.LATENCY,
          MetricSpec.BadDirection.INCREASE,
          MetricSpec.Role.DECIDING,
          "latency",
          0.2,
          0,
          true);

  private final RecordingSubDomain fleet = new RecordingSubDomain(1).withTargets(10);
  private final RecordingMetricSource source = new RecordingMetricSource(Duration.ofSeconds(10));
  private final TravellingClock clock = new TravellingClock(END);
  private Duration minimum = Duration.ofSeconds(100);
  private boolean histogram;

  @Test
  void failsAtOnce() throws InterruptedException {
    source.harm("n003", END, 4);

    Inspection found = watch();

    assertThat(found.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(found.baked()).hasSeconds(30);
    assertThat(found.time()).isEqualTo(END.plusSeconds(30));
    assertThat(found.onset()).isBetween(END, END.plusSeconds(20));
    assertThat(found.summary()).startsWith("errors is ").contains(" on n003 since 12:00:");
  }

  @Test
  void passesAtTheMinimumAndNotBefore() throws InterruptedException {
    Inspection found = watch();

    assertThat(found.verdict()).as(found.summary()).isEqualTo(Verdict.PASS);
    assertThat(found.baked()).hasSeconds(100);
  }

  @Test
  void passesNoSoonerThanThereAreEnoughSamples() throws InterruptedException {
    minimum = Duration.ofSeconds(5);

    Inspection found = watch();

    assertThat(found.verdict()).as(found.summary()).isEqualTo(Verdict.PASS);
    assertThat(found.baked()).isBetween(Duration.ofSeconds(70), Duration.ofSeconds(95));
  }

  @Test
  void aHarmThatBeginsLateStillFails() throws InterruptedException {
    source.harm("n003", END.plusSeconds(50), 4);

    Inspection found = watch();

    assertThat(found.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(found.onset()).isBetween(END.plusSeconds(40), END.plusSeconds(70));
  }

  @Test
  void isInconclusiveAtTheMaximumWhenEverybodyIsSilent() throws InterruptedException {
    for (int target = 1; target <= 10; target++) {
      source.silence("n%03d".formatted(target), END);
    }

    Inspection found = watch();

    assertThat(found.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(found.baked()).hasSeconds(120);
  }

  @Test
  void failsAChangedTargetThatIsSilentAlone() throws InterruptedException {
    source.silence("n003", END);

    Inspection found = watch();

    assertThat(found.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(found.summary()).startsWith("No changed target reports since 12:00:");
    assertThat(found.baked()).hasSeconds(40);
  }

  @Test
  void readsThePastOnceAndThenOnlyWhatIsNew() throws InterruptedException {
    watch();

    List<MetricQuery> errors =
        source.queries().stream().filter(query -> query.metric().name().equals("errors")).toList();
    assertThat(errors.getFirst().from()).isEqualTo(START.minusSeconds(600));
    assertThat(errors.stream().skip(1))
        .allSatisfy(query -> assertThat(query.from()).isAfterOrEqualTo(END));
    assertThat(errors.getLast().from()).isAfterOrEqualTo(END.plusSeconds(70));
  }

  @Test
  void aNewAttemptGoesOnFromWhereTheLastOneWas() throws InterruptedException {
    source.harm("n003", END, 1.15);
    Bake first = bake(BakeCheckpoint.getDefaultInstance(), List.of(FIRST_THREE), stopsAfter(7));
    assertThatThrownBy(first::watch).isInstanceOf(InterruptedException.class);
    int asked = source.queries().size();

    Bake second = bake(first.checkpoint(), List.of(FIRST_THREE), clock);
    Inspection found = second.watch();

    assertThat(first.checkpoint().getJudge().size()).isBetween(1_000, 20_000);
    assertThat(source.queries().get(asked).from()).isEqualTo(START.minusSeconds(600));
    TravellingClock again = new TravellingClock(END);
    Inspection unbroken =
        bake(BakeCheckpoint.getDefaultInstance(), List.of(FIRST_THREE), again, again).watch();
    assertThat(found).usingRecursiveComparison().isEqualTo(unbroken);
  }

  @Test
  void aStateThatIsOfNoUseIsMadeAnewFromTheSamples() throws InterruptedException {
    Bake first = bake(BakeCheckpoint.getDefaultInstance(), List.of(FIRST_THREE), stopsAfter(7));
    assertThatThrownBy(first::watch).isInstanceOf(InterruptedException.class);
    BakeCheckpoint broken =
        first.checkpoint().toBuilder()
            .setJudge(first.checkpoint().getJudge().substring(0, 100))
            .build();

    Inspection found = bake(broken, List.of(FIRST_THREE), clock).watch();

    assertThat(found.verdict()).as(found.summary()).isEqualTo(Verdict.PASS);
  }

  @Test
  void aVersionWithOtherBucketsIsNotTakenForSilence() throws InterruptedException {
    histogram = true;
    source.countByOtherBuckets("n003", END.plusSeconds(5));

    Inspection found = watch();

    assertThat(found.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(found.baked()).hasSeconds(120);
    assertThat(found.summary())
        .startsWith("latency can't be judged: n003 counts by the bounds 200 ms, ")
        .endsWith("let every target count by 100 ms.");
    assertThat(source.queries().stream().map(MetricQuery::from).distinct().limit(4))
        .contains(START.minusSeconds(650));
  }

  @Test
  void aTargetThatVanishedBetweenTwoAttemptsIsStillWatched() throws InterruptedException {
    Bake first = bake(BakeCheckpoint.getDefaultInstance(), List.of(FIRST_THREE), stopsAfter(3));
    assertThatThrownBy(first::watch).isInstanceOf(InterruptedException.class);
    fleet.remove("n003");
    source.silence("n003", END.plusSeconds(20));

    Inspection found = bake(first.checkpoint(), List.of(FIRST_THREE), clock).watch();

    assertThat(found.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(found.summary()).startsWith("No changed target reports since");
  }

  @Test
  void anAttemptAfterTheMaximumLooksOnce() throws InterruptedException {
    clock.sleep(Duration.ofHours(1));

    assertThat(watch().verdict()).isEqualTo(Verdict.PASS);
    assertThat(source.queries()).hasSize(3);
  }

  @Test
  void comparesWhatIsJudgedWithWhatWasNeverTouched() throws InterruptedException {
    watch();

    assertThat(source.queries().getFirst().targets())
        .containsExactly("n003", "n004", "n005", "n006", "n007", "n008", "n009", "n010");
  }

  @Test
  void batchesShareTheErrorBudget() {
    assertThat(subject().settings().alpha()).isEqualTo(0.05 / 4);
  }

  @Test
  void aTargetWithoutSamplesSaysNothing() throws InterruptedException {
    source.silence("n005", Instant.EPOCH);

    assertThat(watch().verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  void isInconclusiveWhenNoChangedTargetIsLeft() throws InterruptedException {
    fleet.remove("n003");

    Inspection found = watch();

    assertThat(found.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(found.summary()).contains("no changed target is left");
    assertThat(source.queries()).isEmpty();
  }

  @Test
  void saysWhenNothingIsLeftToCompareWith() throws InterruptedException {
    Inspection found =
        bake(BakeCheckpoint.getDefaultInstance(), List.of(TargetRange.ALL), clock).watch();

    assertThat(found.summary()).contains("No unchanged target is left to compare with");
    assertThat(found.evidence().getFirst().controlTargets()).isZero();
  }

  @Test
  void judgesNothingBeforeItKnowsBothGroups() throws InterruptedException {
    fleet.meetListing(2, DOWN);

    watch();

    assertThat(source.queries().getFirst().targets()).hasSize(8);
  }

  @Test
  void aSubDomainThatCannotListIsInconclusive() throws InterruptedException {
    for (int call = 1; call < 100; call++) {
      fleet.meetListing(call, DOWN);
    }

    Inspection found = watch();

    assertThat(found.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(found.summary()).contains("can't be listed: connection refused");
  }

  @Test
  void outlastsASourceThatIsDownForAWhile() throws InterruptedException {
    source.meet("errors", DOWN, DOWN);

    assertThat(watch().verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  void neverPassesWhileADecidingMetricCannotBeRead() throws InterruptedException {
    source.meet("errors", Collections.nCopies(50, DOWN).toArray(Problem[]::new));

    Inspection found = watch();

    assertThat(found.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(found.summary()).contains("errors can't be read: connection refused");
  }

  @Test
  void stillFailsWhileAnotherMetricCannotBeRead() throws InterruptedException {
    source.harm("n003", END, 4);
    source.meet("errors", Collections.nCopies(50, DOWN).toArray(Problem[]::new));

    Inspection found = watch();

    assertThat(found.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(found.summary()).startsWith("latency is ");
  }

  @Test
  void passesWithoutASupportingMetric() throws InterruptedException {
    source.meet("latency", Collections.nCopies(50, DOWN).toArray(Problem[]::new));

    assertThat(watch().verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  void isInconclusiveWhenNothingCanBeRead() throws InterruptedException {
    for (String metric : List.of("errors", "latency", "load")) {
      source.meet(metric, Collections.nCopies(50, DOWN).toArray(Problem[]::new));
    }

    Inspection found = watch();

    assertThat(found.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(found.baked()).hasSeconds(120);
  }

  @Test
  void aWrongQueryEndsTheWatchAtOnce() {
    source.meet("errors", new Problem.ForAuthor("WRONG_QUERY", "unexpected end of query"));

    assertThatThrownBy(this::watch)
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().code()).isEqualTo("WRONG_QUERY"));
  }

  @Test
  void listsTargetsSeldomInALongBake() throws InterruptedException {
    minimum = Duration.ofMinutes(2);

    watch();

    assertThat(fleet.listed())
        .as("both groups once, and the changed targets at the end")
        .hasSize(3);
  }

  @Test
  void isNoPassWhereSomebodyUndidTheChange() throws InterruptedException {
    change("n003");
    fleet.lag("n003");

    Inspection found = watch();

    assertThat(found.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(found.summary())
        .startsWith("1 of 1 changed targets is not as ordered any more: n003: still starts.");
    assertThat(found.baked()).as("it may be put right until then").hasSeconds(120);
  }

  @Test
  void passesOnceWhatSomebodyUndidIsPutRight() throws InterruptedException {
    change("n003");
    fleet.lag("n003");
    Pause putsItRight =
        time -> {
          clock.sleep(time);
          if (clock.instant().isAfter(END.plusSeconds(105))) {
            fleet.arrive("n003");
          }
        };

    Inspection found =
        bake(BakeCheckpoint.getDefaultInstance(), List.of(FIRST_THREE), putsItRight).watch();

    assertThat(found.verdict()).as(found.summary()).isEqualTo(Verdict.PASS);
    assertThat(found.baked()).isBetween(Duration.ofSeconds(106), Duration.ofSeconds(119));
  }

  @Test
  void whatTheChangeNeverTouchedIsNotAskedWhetherItIsAsOrdered() throws InterruptedException {
    fleet.lag("n003");

    assertThat(watch().verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  void aHarmIsAHarmWhoeverTouchedTheTargetSince() throws InterruptedException {
    change("n003");
    fleet.lag("n003");
    source.harm("n003", END.plusSeconds(10), 4);

    assertThat(watch().verdict()).isEqualTo(Verdict.FAIL);
  }

  private void change(String target) {
    Effect _ = fleet.apply(new TargetOrder("c-1", target, "release", Map.of(), "c-1/" + target, 1));
  }

  private Inspection watch() throws InterruptedException {
    return bake(BakeCheckpoint.getDefaultInstance(), List.of(FIRST_THREE), clock).watch();
  }

  private Bake bake(BakeCheckpoint earlier, List<TargetRange> touched, Pause pause) {
    return bake(earlier, touched, pause, clock);
  }

  private Bake bake(
      BakeCheckpoint earlier, List<TargetRange> touched, Pause pause, TravellingClock time) {
    return new Bake(
        subject(),
        earlier,
        new TargetGroups(new TargetListing(fleet, Map.of()), List.of(THIRD), touched),
        new MetricReader(source, spec().metrics(), Duration.ofSeconds(20)),
        new StandingCheck(
            new TargetListing(fleet, Map.of()),
            List.of(THIRD),
            Scope.newBuilder().setChangeId("c-1").build()),
        BakePace.of(END, minimum, Duration.ofMinutes(2), source.interval()),
        time,
        pause);
  }

  /** Lets so many looks pass, then is interrupted as a worker that is shut down. */
  private Pause stopsAfter(int looks) {
    int[] left = {looks};
    return time -> {
      if (--left[0] == 0) {
        throw new InterruptedException("the worker stops");
      }
      clock.sleep(time);
    };
  }

  private BakeSubject subject() {
    return new BakeSubject(spec(), 4, START, END, Duration.ofMinutes(2), source.interval());
  }

  private InspectionSpec spec() {
    return new InspectionSpec(
        "fleet",
        histogram
            ? List.of(HISTOGRAM)
            : List.of(
                metric("errors", MetricSpec.Role.DECIDING),
                metric("latency", MetricSpec.Role.SUPPORTING),
                metric("load", MetricSpec.Role.CONTEXT)),
        0.05,
        Duration.ofMinutes(10));
  }

  private static MetricSpec metric(String name, MetricSpec.Role role) {
    return new MetricSpec(
        name, MetricSpec.Kind.LATENCY, MetricSpec.BadDirection.INCREASE, role, name, 0.1);
  }
}
