package dev.sluice.inspection.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import dev.sluice.domain.inspection.Evidence;
import dev.sluice.domain.inspection.Inspection;
import dev.sluice.domain.inspection.MetricSpec;
import dev.sluice.domain.inspection.MetricSpec.BadDirection;
import dev.sluice.domain.inspection.MetricSpec.Kind;
import dev.sluice.domain.inspection.MetricSpec.Role;
import dev.sluice.domain.inspection.Verdict;
import dev.sluice.inspection.judge.ServiceWorld.Defect;
import dev.sluice.inspection.series.TargetSeries;
import dev.sluice.inspection.series.TargetSeries.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DifferenceInDifferencesTest {
  private static final int ALL = ServiceWorld.SINCE;

  private final Judge judge = new DifferenceInDifferences();

  @Test
  void saysPlainlyWhatIsSlowWhereAndSinceWhen() {
    Inspection inspection = judge.judge(ServiceWorld.oneOfSix(1, Defect.SLOW).after(ALL));

    assertThat(inspection.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(inspection.summary())
        .matches(
            "latency_p95 is [\\d.]+ times what unchanged targets show \\(\\d+ ms against \\d+ ms,"
                + " 99.83 % interval [\\d.]+ to [\\d.]+\\) on checkout-a-1 since 12:03:0\\d UTC\\.");
    assertThat(inspection.onset()).isBetween(ServiceWorld.START, ServiceWorld.START.plusSeconds(3));
    Evidence evidence = inspection.evidence().getFirst();
    assertThat(evidence.metric()).isEqualTo("latency_p95");
    assertThat(evidence.statistic()).isGreaterThan(evidence.threshold());
    assertThat(evidence.observed() / evidence.expected()).isBetween(2.0, 4.5);
    assertThat(evidence.treatmentTargets()).containsExactly("checkout-a-1");
    assertThat(evidence.controlTargets()).isEqualTo(5);
    assertThat(evidence.effect())
        .satisfies(effect -> {
          assertThat(effect.low()).isLessThan(effect.estimate());
          assertThat(effect.high()).isGreaterThan(effect.estimate());
        });
  }

  @Test
  void saysPlainlyThatATargetIsSilent() {
    Inspection inspection = judge.judge(ServiceWorld.oneOfSix(1, Defect.SILENT).after(8));

    assertThat(inspection.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(inspection.summary())
        .isEqualTo(
            "No target among the 1 changed has reported for 4 s while 5 unchanged ones report.");
    assertThat(inspection.onset()).isEqualTo(ServiceWorld.START);
  }

  @Test
  void callsSilenceOfAllInconclusive() {
    Case spoken = ServiceWorld.oneOfSix(1, Defect.SILENT).after(ALL);
    Case silent =
        withSeries(
            spoken, series -> kept(series, sample -> sample.time().isBefore(ServiceWorld.START)));

    assertThat(judge.judge(silent).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void findsOneBadTargetAmongManyGoodOnes() {
    var world = new ServiceWorld(3, 8, 8, Defect.SLOW, 1);

    Inspection inspection = judge.judge(world.after(ALL));

    assertThat(inspection.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(inspection.evidence().getFirst().treatmentTargets()).containsExactly("checkout-a-1");
  }

  @Test
  void comparesWithItsOwnPastWhenEverythingWasChanged() {
    var slow = new ServiceWorld(4, 3, 0, new Defect(12, 0.002, 0, false), 3);

    Inspection inspection = judge.judge(slow.after(ALL));

    assertThat(inspection.verdict()).as(inspection.summary()).isEqualTo(Verdict.FAIL);
    assertThat(inspection.evidence().getFirst().comparison()).contains("own past");
  }

  @Test
  void hasNoAnswerWithoutControlGroupAndPast() {
    Case question =
        withSeries(
            new ServiceWorld(4, 3, 0, Defect.SLOW, 3).after(ALL),
            series -> kept(series, sample -> !sample.time().isBefore(ServiceWorld.START)));

    assertThat(judge.judge(question).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-9, 1e-3, 1e3, 1e9})
  void saysTheSameInAnyUnit(double unit) {
    for (Defect defect : List.of(Defect.NONE, Defect.SLOW, Defect.LEAKING)) {
      Case question = ServiceWorld.oneOfSix(5, defect).after(ALL);
      Case scaled = withMetrics(question, comparison -> scaled(comparison, unit));

      List<Evidence> expected = judge.judge(question).evidence();
      List<Evidence> found = judge.judge(scaled).evidence();
      for (int i = 0; i < found.size(); i++) {
        assertThat(found.get(i).verdict()).isEqualTo(expected.get(i).verdict());
        assertThat(found.get(i).statistic())
            .isCloseTo(expected.get(i).statistic(), withPercentage(1e-3));
      }
    }
  }

  @Test
  void doesNotCareInWhichOrderTargetsCome() {
    var world = new ServiceWorld(6, 4, 6, Defect.FAILING, 2);
    Case question = world.after(ALL);
    Case turned =
        withMetrics(
            question,
            comparison ->
                new Comparison(
                    comparison.metric(),
                    comparison.treatment().reversed(),
                    comparison.control().reversed()));

    Inspection inspection = judge.judge(turned);

    assertThat(inspection.verdict()).isEqualTo(judge.judge(question).verdict());
    assertThat(inspection.evidence().getFirst().metric()).isEqualTo("error_rate");
  }

  @ParameterizedTest
  @EnumSource(Spoiling.class)
  void survivesSpoiltSamples(Spoiling spoiling) {
    Case harmless = ServiceWorld.oneOfSix(7, Defect.NONE).after(ALL);
    Case slow = ServiceWorld.oneOfSix(7, Defect.SLOW).after(ALL);

    assertThat(judge.judge(withSeries(harmless, spoiling::spoil)).verdict())
        .isNotEqualTo(Verdict.FAIL);
    assertThat(judge.judge(withSeries(slow, spoiling::spoil)).verdict()).isEqualTo(Verdict.FAIL);
  }

  /** What goes wrong between a target and us. */
  enum Spoiling {
    HOLES {
      @Override
      TargetSeries spoil(TargetSeries series) {
        return kept(series, sample -> sample.time().getEpochSecond() % 5 != 0);
      }
    },
    NOT_A_NUMBER {
      @Override
      TargetSeries spoil(TargetSeries series) {
        return mapped(
            series,
            sample ->
                sample.time().getEpochSecond() % 5 == 0
                    ? new Sample(sample.time(), Double.NaN, sample.weight())
                    : sample);
      }
    },
    TWICE {
      @Override
      TargetSeries spoil(TargetSeries series) {
        var twice = new ArrayList<Sample>();
        series.samples().forEach(sample -> twice.addAll(List.of(sample, sample)));
        return new TargetSeries(series.target(), twice);
      }
    },
    OUT_OF_ORDER {
      @Override
      TargetSeries spoil(TargetSeries series) {
        return new TargetSeries(series.target(), series.samples().reversed());
      }
    },
    FROM_THE_FUTURE {
      @Override
      TargetSeries spoil(TargetSeries series) {
        var samples = new ArrayList<>(series.samples());
        samples.add(new Sample(ServiceWorld.START.plusSeconds(3600), 1e12, 1e6));
        return new TargetSeries(series.target(), samples);
      }
    };

    abstract TargetSeries spoil(TargetSeries series);
  }

  @Test
  void passesSeriesThatNeverMove() {
    Case still =
        withSeries(
            ServiceWorld.oneOfSix(8, Defect.NONE).after(ALL),
            series -> mapped(series, sample -> new Sample(sample.time(), 0.5, 6)));

    assertThat(judge.judge(still).verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  void passesErrorRatesThatAreAllZero() {
    Case question =
        only(
            ServiceWorld.oneOfSix(9, Defect.NONE).after(ALL),
            ServiceWorld.ERRORS,
            series -> mapped(series, sample -> new Sample(sample.time(), 0, sample.weight())));

    assertThat(judge.judge(question).verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  void neverPassesOnOneSample() {
    Case question =
        withSeries(
            ServiceWorld.oneOfSix(10, Defect.NONE).after(ALL),
            series ->
                kept(
                    series,
                    sample ->
                        sample.time().isBefore(ServiceWorld.START)
                            || sample.time().isAfter(ServiceWorld.START.plusMillis(14_800))));

    assertThat(judge.judge(question).verdict()).isNotEqualTo(Verdict.PASS);
  }

  @Test
  void judgesFallingSuccessLikeRisingErrors() {
    var success =
        new MetricSpec(
            "success", Kind.SUCCESS_RATE, BadDirection.DECREASE, Role.DECIDING, "success", 0.03);
    Case errors =
        only(
            ServiceWorld.oneOfSix(11, Defect.FAILING).after(ALL),
            ServiceWorld.ERRORS,
            UnaryOperator.identity());
    Case successes =
        withMetrics(
            withSeries(
                errors,
                series ->
                    mapped(
                        series,
                        sample -> new Sample(sample.time(), 1 - sample.value(), sample.weight()))),
            comparison -> new Comparison(success, comparison.treatment(), comparison.control()));

    Evidence risen = judge.judge(errors).evidence().getFirst();
    Evidence fallen = judge.judge(successes).evidence().getFirst();

    assertThat(fallen.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(fallen.statistic()).isCloseTo(risen.statistic(), within(1e-6));
    assertThat(fallen.observed()).isCloseTo(1 - risen.observed(), within(1e-9));
  }

  @Test
  void neverLetsContextDecide() {
    Case question =
        withMetrics(
            ServiceWorld.oneOfSix(12, Defect.SLOW).after(ALL),
            comparison ->
                comparison.metric().equals(ServiceWorld.LATENCY)
                    ? new Comparison(
                        withRole(comparison.metric(), Role.CONTEXT),
                        comparison.treatment(),
                        comparison.control())
                    : comparison);

    Inspection inspection = judge.judge(question);

    assertThat(inspection.verdict()).isEqualTo(Verdict.PASS);
    assertThat(inspection.evidence().getLast().verdict()).isEqualTo(Verdict.FAIL);
  }

  @Test
  void failsOnASupportingMetricButNeedsNoDataOfIt() {
    Case leaking = ServiceWorld.oneOfSix(13, Defect.LEAKING).after(ALL);
    Case withoutMemory =
        withMetrics(
            leaking,
            comparison ->
                comparison.metric().equals(ServiceWorld.MEMORY)
                    ? new Comparison(comparison.metric(), List.of(), List.of())
                    : comparison);

    assertThat(judge.judge(leaking).verdict()).isEqualTo(Verdict.FAIL);
    assertThat(judge.judge(withoutMemory).verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  void hasNoAnswerWhenADecidingMetricHasNoData() {
    Case question =
        withMetrics(
            ServiceWorld.oneOfSix(14, Defect.NONE).after(ALL),
            comparison ->
                comparison.metric().equals(ServiceWorld.ERRORS)
                    ? new Comparison(comparison.metric(), List.of(), List.of())
                    : comparison);

    Inspection inspection = judge.judge(question);

    assertThat(inspection.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(inspection.summary()).contains("error_rate");
  }

  @Test
  void hasNoAnswerWithoutAnyMetric() {
    Case question = keeping(ServiceWorld.oneOfSix(15, Defect.NONE).after(ALL), _ -> false);

    assertThat(judge.judge(question).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
  }

  private static MetricSpec withRole(MetricSpec metric, Role role) {
    return new MetricSpec(
        metric.name(),
        metric.kind(),
        metric.badDirection(),
        role,
        metric.query(),
        metric.minimumEffect());
  }

  private static Comparison scaled(Comparison comparison, double unit) {
    return switch (comparison.metric().kind()) {
      case ERROR_RATE, SUCCESS_RATE -> comparison;
      case LATENCY, RESOURCE, LOAD, BUSINESS ->
          withSeries(
              comparison,
              series ->
                  mapped(
                      series,
                      sample -> new Sample(sample.time(), sample.value() * unit, sample.weight())));
    };
  }

  private static Case only(Case question, MetricSpec metric, UnaryOperator<TargetSeries> change) {
    return withSeries(keeping(question, comparison -> comparison.metric().equals(metric)), change);
  }

  private static Case withSeries(Case question, UnaryOperator<TargetSeries> change) {
    return withMetrics(question, comparison -> withSeries(comparison, change));
  }

  private static Comparison withSeries(Comparison comparison, UnaryOperator<TargetSeries> change) {
    return new Comparison(
        comparison.metric(),
        comparison.treatment().stream().map(change).toList(),
        comparison.control().stream().map(change).toList());
  }

  private static Case withMetrics(Case question, UnaryOperator<Comparison> change) {
    return with(question, question.comparisons().stream().map(change).toList());
  }

  private static Case keeping(Case question, Predicate<Comparison> wanted) {
    return with(question, question.comparisons().stream().filter(wanted).toList());
  }

  private static Case with(Case question, List<Comparison> comparisons) {
    return new Case(
        comparisons,
        question.changeStart(),
        question.changeEnd(),
        question.now(),
        question.interval(),
        question.alpha(),
        question.looks());
  }

  private static TargetSeries mapped(TargetSeries series, UnaryOperator<Sample> change) {
    return new TargetSeries(series.target(), series.samples().stream().map(change).toList());
  }

  private static TargetSeries kept(TargetSeries series, Predicate<Sample> wanted) {
    return new TargetSeries(series.target(), series.samples().stream().filter(wanted).toList());
  }
}
