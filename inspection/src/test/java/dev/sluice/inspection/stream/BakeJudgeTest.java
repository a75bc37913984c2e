package dev.sluice.inspection.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.domain.inspection.Evidence;
import dev.sluice.domain.inspection.Inspection;
import dev.sluice.domain.inspection.Verdict;
import dev.sluice.inspection.series.TargetSeries;
import dev.sluice.inspection.series.TargetSeries.Sample;
import dev.sluice.inspection.stream.ServiceWorld.Defect;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BakeJudgeTest {
  private static final int ALL = ServiceWorld.SINCE;

  private static Inspection judged(ServiceWorld world) {
    return judged(world, ALL, UnaryOperator.identity());
  }

  private static Inspection judged(
      ServiceWorld world, int intervals, UnaryOperator<TargetSeries> spoilt) {
    BakeJudge judge = world.judge(spoilt);
    for (int k = 1; k <= intervals; k++) {
      world.look(judge, k, spoilt);
    }
    return judge.inspection(ServiceWorld.now(intervals));
  }

  @Test
  void saysPlainlyWhatIsSlowWhereAndSinceWhen() {
    Inspection inspection = judged(ServiceWorld.oneOfSix(1, Defect.SLOW));

    assertThat(inspection.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(inspection.summary())
        .matches(
            "latency_p95 is [\\d.]+ times what is plausible \\(\\d+ ms against [\\d.]+ ms expected,"
                + " interval \\+\\d+ % to \\+\\d+ %\\) on checkout-a-1 since 12:03:0\\d UTC, compared"
                + " with unchanged targets, each and all together, whose moves the changed ones followed by .*"
                + " \\(before, they scattered [\\d.]+ % around that and [\\d.]+ % around their own level\\);"
                + " .* goes as far\\.");
    assertThat(inspection.onset()).isBetween(ServiceWorld.START, ServiceWorld.START.plusSeconds(5));
    Evidence evidence = inspection.evidence().getFirst();
    assertThat(evidence.metric()).isEqualTo("latency_p95");
    assertThat(evidence.statistic()).isGreaterThan(evidence.threshold());
    assertThat(evidence.observed() / evidence.expected()).isBetween(2.0, 4.5);
    assertThat(evidence.treatmentTargets()).containsExactly("checkout-a-1");
    assertThat(evidence.controlTargets()).isEqualTo(5);
  }

  @Test
  void saysPlainlyHowManyMoreRequestsFail() {
    Inspection inspection = judged(ServiceWorld.oneOfSix(1, Defect.FAILING));

    assertThat(inspection.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(inspection.summary())
        .matches("error_rate is [\\d.]+ points too high \\([\\d.]+ % against .*");
  }

  @Test
  void saysPlainlyThatATargetIsSilent() {
    Inspection inspection =
        judged(ServiceWorld.oneOfSix(1, Defect.SILENT), 8, UnaryOperator.identity());

    assertThat(inspection.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(inspection.summary())
        .isEqualTo("No changed target reports since 12:03:00 UTC, while unchanged ones do.");
    assertThat(inspection.onset()).isEqualTo(ServiceWorld.START);
    assertThat(inspection.evidence().getFirst().verdict()).isEqualTo(Verdict.FAIL);
  }

  @Test
  void saysWhichOfSeveralTargetsIsSilent() {
    Inspection inspection = judged(new ServiceWorld(1, 3, 3, Defect.SILENT, 1));

    assertThat(inspection.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(inspection.summary())
        .startsWith("checkout-a-1 of 3 changed targets reports nothing since");
  }

  @Test
  void callsSilenceOfAllInconclusive() {
    UnaryOperator<TargetSeries> untilTheChange =
        series -> kept(series, sample -> sample.time().isBefore(ServiceWorld.START));

    assertThat(judged(ServiceWorld.oneOfSix(1, Defect.NONE), ALL, untilTheChange).verdict())
        .isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void findsOneBadTargetAmongManyGoodOnes() {
    Inspection inspection = judged(new ServiceWorld(3, 8, 8, Defect.FAILING, 1));

    assertThat(inspection.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(inspection.evidence().getFirst().treatmentTargets())
        .contains("checkout-a-1")
        .hasSizeLessThan(3);
  }

  @Test
  void comparesWithItsOwnPastWhenEverythingWasChanged() {
    Inspection inspection = judged(new ServiceWorld(4, 3, 0, new Defect(12, 0.002, 0, false), 3));

    assertThat(inspection.verdict()).as(inspection.summary()).isEqualTo(Verdict.FAIL);
    assertThat(inspection.evidence().getFirst().comparison())
        .contains("own level and drift before");
  }

  @Test
  void hasNoAnswerWithoutControlGroupAndPast() {
    UnaryOperator<TargetSeries> sinceTheChange =
        series -> kept(series, sample -> !sample.time().isBefore(ServiceWorld.START));

    assertThat(judged(new ServiceWorld(4, 3, 0, Defect.SLOW, 3), ALL, sinceTheChange).verdict())
        .isEqualTo(Verdict.INCONCLUSIVE);
  }

  @ParameterizedTest
  @EnumSource(Spoiling.class)
  void survivesSpoiltSamples(Spoiling spoiling) {
    assertThat(judged(ServiceWorld.oneOfSix(7, Defect.NONE), ALL, spoiling::spoil).verdict())
        .isEqualTo(Verdict.PASS);
    assertThat(judged(ServiceWorld.oneOfSix(7, Defect.FAILING), ALL, spoiling::spoil).verdict())
        .isEqualTo(Verdict.FAIL);
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
        List<Sample> twice = new ArrayList<>();
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
    CLOCK_AHEAD {
      @Override
      TargetSeries spoil(TargetSeries series) {
        return mapped(
            series,
            sample -> new Sample(sample.time().plusMillis(70), sample.value(), sample.weight()));
      }
    },
    FROM_THE_FUTURE {
      @Override
      TargetSeries spoil(TargetSeries series) {
        List<Sample> samples = new ArrayList<>(series.samples());
        samples.add(new Sample(ServiceWorld.START.plusSeconds(3600), 1e12, 1e6));
        return new TargetSeries(series.target(), samples);
      }
    };

    abstract TargetSeries spoil(TargetSeries series);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-9, 1e-3, 1e3, 1e9})
  void saysTheSameInAnyUnit(double unit) {
    for (Defect defect : List.of(Defect.NONE, Defect.SLOW, Defect.LEAKING)) {
      ServiceWorld world = ServiceWorld.oneOfSix(5, defect);

      assertThat(judged(world.inUnit(unit)).verdict()).isEqualTo(judged(world).verdict());
    }
  }

  @Test
  void whatTheAuthorExpectsIsNotHeldAgainstTheChange() {
    ServiceWorld slow = ServiceWorld.oneOfSix(2, Defect.SLOW);
    ServiceWorld failing = ServiceWorld.oneOfSix(2, Defect.FAILING);

    assertThat(judged(slow.expecting(ServiceWorld.LATENCY, 3)).verdict()).isEqualTo(Verdict.PASS);
    assertThat(judged(failing.expecting(ServiceWorld.ERRORS, 0.2)).verdict())
        .isEqualTo(Verdict.PASS);
    assertThat(judged(failing.expecting(ServiceWorld.LATENCY, 3)).verdict())
        .isEqualTo(Verdict.FAIL);
    assertThat(judged(slow.expecting(ServiceWorld.LATENCY, 0.1)).verdict()).isEqualTo(Verdict.FAIL);
  }

  @Test
  void passesSeriesThatNeverMove() {
    UnaryOperator<TargetSeries> still =
        series -> mapped(series, sample -> new Sample(sample.time(), 0.5, 6));

    assertThat(judged(ServiceWorld.oneOfSix(8, Defect.NONE), ALL, still).verdict())
        .isEqualTo(Verdict.PASS);
  }

  @Test
  void neverPassesOnOneSample() {
    Instant last = ServiceWorld.now(ALL - 2);
    UnaryOperator<TargetSeries> one =
        series ->
            kept(
                series,
                sample ->
                    sample.time().isBefore(ServiceWorld.START) || sample.time().isAfter(last));

    assertThat(judged(ServiceWorld.oneOfSix(10, Defect.NONE), ALL, one).verdict())
        .isNotEqualTo(Verdict.PASS);
  }

  @Test
  void anotherJudgeGoesOnFromItsStateToTheSameVerdict() {
    for (Defect defect : List.of(Defect.NONE, Defect.SLOW, Defect.FAILING, Defect.LEAKING)) {
      ServiceWorld world = new ServiceWorld(11, 3, 3, defect, 3);
      BakeJudge whole = world.judge();
      BakeJudge first = world.judge();
      for (int k = 1; k <= 10; k++) {
        world.look(whole, k);
        world.look(first, k);
      }
      BakeJudge second = world.judge();
      second.restore(first.state());
      assertThat(second.wanted()).isEqualTo(first.wanted());
      for (int k = 11; k <= ALL; k++) {
        world.look(whole, k);
        world.look(second, k);
      }

      assertThat(second.state()).isEqualTo(whole.state());
      assertThat(second.inspection(ServiceWorld.now(ALL)))
          .usingRecursiveComparison()
          .isEqualTo(whole.inspection(ServiceWorld.now(ALL)));
    }
  }

  @Test
  void refusesTheStateOfAnotherBake() {
    byte[] state = ServiceWorld.oneOfSix(1, Defect.NONE).judge().state();
    BakeJudge other = new ServiceWorld(1, 3, 3, Defect.NONE, 3).judge();

    assertThatThrownBy(() -> other.restore(state))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("another stream");
  }

  @Test
  void looksAtEachSampleOnceHoweverOftenItLooks() {
    ServiceWorld world = ServiceWorld.oneOfSix(12, Defect.SLOW);
    BakeJudge often = world.judge();
    BakeJudge seldom = world.judge();
    for (int k = 1; k <= 12; k++) {
      world.look(often, k);
      world.look(often, k);
    }
    world.look(seldom, 12);

    assertThat(seldom.state()).isEqualTo(often.state());
  }

  private static TargetSeries mapped(TargetSeries series, UnaryOperator<Sample> change) {
    return new TargetSeries(series.target(), series.samples().stream().map(change).toList());
  }

  private static TargetSeries kept(TargetSeries series, Predicate<Sample> wanted) {
    return new TargetSeries(series.target(), series.samples().stream().filter(wanted).toList());
  }
}
