package dev.sluice.activities.inspection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.activities.metrics.MetricQuery;
import dev.sluice.activities.subdomain.RecordingSubDomain;
import dev.sluice.activities.subdomain.TargetListing;
import dev.sluice.domain.inspection.Inspection;
import dev.sluice.domain.inspection.InspectionSpec;
import dev.sluice.domain.inspection.MetricSpec;
import dev.sluice.domain.inspection.Verdict;
import dev.sluice.domain.plan.TargetRange;
import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.inspection.judge.Case;
import dev.sluice.inspection.judge.Judge;
import dev.sluice.inspection.series.TargetSeries;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class BakeTest {
  private static final Problem DOWN = new Problem.Passing("SOURCE_DOWN", "connection refused");
  private static final Instant START = Instant.parse("2026-11-23T12:00:00Z");
  private static final Instant END = START.plusSeconds(30);
  private static final TargetRange FIRST_THREE = new TargetRange("", List.of(), "", "n003");
  private static final TargetRange THIRD = new TargetRange("", List.of(), "n002", "n003");

  private final RecordingSubDomain fleet = new RecordingSubDomain(1).withTargets(10);
  private final RecordingMetricSource source = new RecordingMetricSource(Duration.ofSeconds(10));
  private final TravellingClock clock = new TravellingClock(END);
  private final List<Case> cases = new ArrayList<>();

  @Test
  void failsAtOnce() throws InterruptedException {
    Inspection found = watch(bakedAtLeast(20, Verdict.FAIL));

    assertThat(found.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(found.baked()).hasSeconds(20);
    assertThat(found.time()).isEqualTo(END.plusSeconds(20));
  }

  @Test
  void passesAtTheMinimumAndNotBefore() throws InterruptedException {
    Inspection found = watch(_ -> Verdict.PASS);

    assertThat(found.verdict()).isEqualTo(Verdict.PASS);
    assertThat(found.baked()).hasSeconds(45);
  }

  @Test
  void aHarmSeenBeforeTheMinimumOutweighsAnEarlierPass() throws InterruptedException {
    Inspection found = watch(question -> baked(question) < 40 ? Verdict.PASS : Verdict.FAIL);

    assertThat(found.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(found.baked()).hasSeconds(40);
  }

  @Test
  void isInconclusiveAtTheMaximum() throws InterruptedException {
    Inspection found = watch(_ -> Verdict.INCONCLUSIVE);

    assertThat(found.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(found.baked()).hasSeconds(120);
  }

  @Test
  void aNewAttemptGoesOnFromTheSameInstant() throws InterruptedException {
    clock.sleep(Duration.ofSeconds(100));

    Inspection found = watch(_ -> Verdict.INCONCLUSIVE);

    assertThat(found.baked()).hasSeconds(120);
    assertThat(cases).hasSize(3);
    assertThat(source.queries())
        .allSatisfy(query -> assertThat(query.from()).isEqualTo(START.minusSeconds(600)));
  }

  @Test
  void anAttemptAfterTheMaximumLooksOnce() throws InterruptedException {
    clock.sleep(Duration.ofHours(1));

    assertThat(watch(_ -> Verdict.PASS).verdict()).isEqualTo(Verdict.PASS);
    assertThat(cases).hasSize(1);
  }

  @Test
  void comparesWhatIsJudgedWithWhatWasNeverTouched() throws InterruptedException {
    watch(_ -> Verdict.FAIL);

    assertThat(series(cases.getFirst().comparisons().getFirst().treatment()))
        .containsExactly("n003");
    assertThat(series(cases.getFirst().comparisons().getFirst().control()))
        .containsExactly("n004", "n005", "n006", "n007", "n008", "n009", "n010");
  }

  @Test
  void tellsTheJudgeWhatSharesTheErrorBudget() throws InterruptedException {
    watch(_ -> Verdict.FAIL);

    Case question = cases.getFirst();
    assertThat(question.looks()).isEqualTo(4 * 2);
    assertThat(question.alpha()).isEqualTo(0.05);
    assertThat(question.changeStart()).isEqualTo(START);
    assertThat(question.changeEnd()).isEqualTo(END);
    assertThat(question.interval()).hasSeconds(10);
  }

  @Test
  void targetsWithoutSamplesSayNothing() throws InterruptedException {
    source.silence("n005");

    watch(_ -> Verdict.FAIL);

    assertThat(series(cases.getFirst().comparisons().getFirst().control()))
        .hasSize(6)
        .doesNotContain("n005");
  }

  @Test
  void keepsWatchingATargetThatVanishes() throws InterruptedException {
    watch(question -> {
      fleet.remove("n003");
      return baked(question) < 100 ? Verdict.INCONCLUSIVE : Verdict.FAIL;
    });

    assertThat(source.queries()).extracting(MetricQuery::targets).allMatch(t -> t.contains("n003"));
  }

  @Test
  void isInconclusiveWhenNoChangedTargetIsLeft() throws InterruptedException {
    fleet.remove("n003");

    Inspection found = watch(_ -> Verdict.PASS);

    assertThat(found.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(found.summary()).contains("no changed target is left");
    assertThat(cases).isEmpty();
  }

  @Test
  void saysWhenNothingIsLeftToCompareWith() throws InterruptedException {
    Inspection found = watch(_ -> Verdict.PASS, List.of(TargetRange.ALL));

    assertThat(found.summary()).contains("No unchanged target is left to compare with");
    assertThat(cases.getFirst().comparisons().getFirst().control()).isEmpty();
  }

  @Test
  void judgesNothingBeforeItKnowsBothGroups() throws InterruptedException {
    fleet.meetListing(2, DOWN);

    Inspection found = watch(_ -> Verdict.FAIL);

    assertThat(found.baked()).hasSeconds(10);
    assertThat(cases.getFirst().comparisons().getFirst().control()).hasSize(7);
  }

  @Test
  void aSubDomainThatCannotListIsInconclusive() throws InterruptedException {
    for (int call = 1; call < 100; call++) {
      fleet.meetListing(call, DOWN);
    }

    Inspection found = watch(_ -> Verdict.PASS);

    assertThat(found.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(found.summary()).contains("can't be listed: connection refused");
  }

  @Test
  void outlastsASourceThatIsDownForAWhile() throws InterruptedException {
    source.meet("errors", DOWN, DOWN);

    assertThat(watch(_ -> Verdict.PASS).verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  void neverPassesWhileADecidingMetricCannotBeRead() throws InterruptedException {
    source.meet("errors", Collections.nCopies(50, DOWN).toArray(Problem[]::new));

    Inspection found = watch(_ -> Verdict.PASS);

    assertThat(found.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(found.summary()).contains("errors can't be read: connection refused");
  }

  @Test
  void stillFailsWhileAnotherMetricCannotBeRead() throws InterruptedException {
    source.meet("errors", DOWN);

    assertThat(watch(_ -> Verdict.FAIL).verdict()).isEqualTo(Verdict.FAIL);
  }

  @Test
  void passesWithoutASupportingMetric() throws InterruptedException {
    source.meet("latency", Collections.nCopies(50, DOWN).toArray(Problem[]::new));

    assertThat(watch(_ -> Verdict.PASS).verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  void isInconclusiveWhenNothingCanBeRead() throws InterruptedException {
    for (String metric : List.of("errors", "latency", "load")) {
      source.meet(metric, Collections.nCopies(50, DOWN).toArray(Problem[]::new));
    }

    Inspection found = watch(_ -> Verdict.PASS);

    assertThat(found.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(found.baked()).hasSeconds(120);
    assertThat(cases).isEmpty();
  }

  @Test
  void aWrongQueryEndsTheWatchAtOnce() {
    source.meet("errors", new Problem.ForAuthor("WRONG_QUERY", "unexpected end of query"));

    assertThatThrownBy(() -> watch(_ -> Verdict.PASS))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().code()).isEqualTo("WRONG_QUERY"));
  }

  @Test
  void listsTargetsSeldomInALongBake() throws InterruptedException {
    watch(_ -> Verdict.INCONCLUSIVE);

    assertThat(cases).hasSize(14);
    assertThat(fleet.listed()).hasSize(2);
  }

  private Inspection watch(Function<Case, Verdict> verdicts) throws InterruptedException {
    return watch(verdicts, List.of(FIRST_THREE));
  }

  private Inspection watch(Function<Case, Verdict> verdicts, List<TargetRange> touched)
      throws InterruptedException {
    Judge judge =
        question -> {
          cases.add(question);
          return new Inspection(
              verdicts.apply(question), "because", List.of(), END, Duration.ZERO, null);
        };
    InspectionSpec spec = spec();
    return new Bake(
            spec,
            4,
            START,
            new TargetGroups(new TargetListing(fleet, Map.of()), List.of(THIRD), touched),
            new MetricReader(source, spec.metrics(), Duration.ofSeconds(20)),
            BakePace.of(END, Duration.ofSeconds(45), Duration.ofSeconds(120), source.interval()),
            judge,
            clock,
            clock)
        .watch();
  }

  private static Function<Case, Verdict> bakedAtLeast(long seconds, Verdict then) {
    return question -> baked(question) < seconds ? Verdict.INCONCLUSIVE : then;
  }

  private static long baked(Case question) {
    return Duration.between(END, question.now()).toSeconds();
  }

  private static List<String> series(List<TargetSeries> series) {
    return series.stream().map(TargetSeries::target).toList();
  }

  private static InspectionSpec spec() {
    return new InspectionSpec(
        "fleet",
        List.of(
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
