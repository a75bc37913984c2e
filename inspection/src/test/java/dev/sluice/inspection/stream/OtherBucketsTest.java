package dev.sluice.inspection.stream;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.domain.inspection.Inspection;
import dev.sluice.domain.inspection.Verdict;
import dev.sluice.inspection.series.Comparison;
import dev.sluice.inspection.series.HistogramSeries;
import dev.sluice.inspection.series.TargetSeries;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** The new version of a service counts its latencies by other buckets than the old one. */
class OtherBucketsTest {
  private static final Set<Double> OLD = Set.of(0.1, 0.25, 0.5);
  private static final int LOOKS = HistogramWorld.SINCE + 1;

  private int changed = 1;
  private int unchanged = 5;

  /** The changed targets have no past. */
  private boolean fresh;

  @Test
  void aBoundInCommonTellsAsExactlyAsEver() {
    Set<Double> other = Set.of(0.05, 0.25, 1.0);

    assertThat(watched(other, DoubleUnaryOperator.identity()).verdict()).isEqualTo(Verdict.PASS);
    Inspection slower = watched(other, latency -> 2 * latency);
    assertThat(slower.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(slower.summary()).contains(" of requests of latency are slower than 250 ms, ");
  }

  @Test
  void soItDoesWithoutUnchangedTargets() {
    changed = 3;
    unchanged = 0;
    Set<Double> other = Set.of(0.05, 0.25, 1.0);

    assertThat(watched(other, DoubleUnaryOperator.identity()).verdict()).isEqualTo(Verdict.PASS);
    assertThat(watched(other, latency -> 2 * latency).verdict()).isEqualTo(Verdict.FAIL);
  }

  @Test
  void bucketsThatNobodyNeedsChangeNothing() {
    Inspection same = watched(OLD, latency -> 1.3 * latency);

    assertThat(watched(Set.of(0.005, 0.1, 0.25, 0.5, 2.5), latency -> 1.3 * latency))
        .usingRecursiveComparison()
        .isEqualTo(same);
  }

  @Test
  void withoutOneInCommonNothingIsSaidButWhatToDo() {
    for (double slower : new double[] {1, 3}) {
      Inspection said = watched(Set.of(0.05, 1.0, 2.5), latency -> slower * latency);

      assertThat(said.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
      assertThat(said.summary())
          .isEqualTo(
              "latency can't be judged: t0 counts by the bounds 50 ms, 1 s, 2.5 s, and those that"
                  + " all targets count by show no change that matters. Keep buckets alike from"
                  + " version to version: let every target count by 100 ms, 250 ms, 500 ms.");
    }
  }

  @Test
  void neitherIsItWhereNoTargetIsLeftUnchanged() {
    changed = 2;
    unchanged = 0;

    Inspection said = watched(Set.of(0.05, 1.0), latency -> 3 * latency);

    assertThat(said.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(said.summary()).contains("t0 counts by the bounds 50 ms, 1 s");
  }

  @Test
  void norIsANewTargetSilentThatCountsByOthers() {
    fresh = true;

    assertThat(watched(Set.of(0.05, 1.0), DoubleUnaryOperator.identity()).verdict())
        .isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(watched(Set.of(0.05, 0.25), latency -> 5 * latency).summary())
        .contains(" of requests of latency are slower than 250 ms, ");
  }

  @Test
  void aBoundInCommonThatNoRequestExceedsProvesNothing() {
    Set<Double> old = Set.of(0.1, 0.25, 5.0);

    assertThat(watched(old, Set.of(0.05, 5.0), DoubleUnaryOperator.identity()).verdict())
        .isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void aJudgeKnowsWhenItsBoundsAreGoneAndHandsItsStateToNoOther() {
    List<TargetSeries> targets = targets(OLD, Set.of(0.05, 0.25, 1.0), latency -> latency);
    BakeJudge before = judge(measured(targets, HistogramWorld.START));
    Comparison now = measured(targets, at(4));

    assertThat(before.isOutgrown(0, measured(targets, HistogramWorld.START))).isFalse();
    assertThat(before.isOutgrown(0, now)).isTrue();
    BakeJudge after = judge(now);
    assertThat(after.isOutgrown(0, now)).isFalse();
    assertThatThrownBy(() -> after.restore(before.state()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the state is of another judge: other buckets");
  }

  private Inspection watched(Set<Double> since, DoubleUnaryOperator change) {
    return watched(OLD, since, change);
  }

  /** As a bake looks: at what was measured until then, with a new judge where buckets changed. */
  private Inspection watched(Set<Double> before, Set<Double> since, DoubleUnaryOperator change) {
    List<TargetSeries> targets = targets(before, since, change);
    BakeJudge judge = judge(measured(targets, HistogramWorld.START));
    Inspection said = judge.inspection(HistogramWorld.START);
    for (int k = 1; k <= LOOKS && said.verdict() != Verdict.FAIL; k++) {
      Comparison measured = measured(targets, at(k));
      judge = judge.isOutgrown(0, measured) ? judge(measured) : judge;
      judge.take(0, measured, at(k));
      said = judge.inspection(at(k));
    }
    return said;
  }

  private static Instant at(int interval) {
    return HistogramWorld.START.plus(HistogramWorld.INTERVAL.multipliedBy(interval));
  }

  private HistogramWorld world() {
    return new HistogramWorld(9, 60, 0).targets(changed, unchanged).restarting();
  }

  private BakeJudge judge(Comparison measured) {
    List<TargetSeries> all = new ArrayList<>(measured.treatment());
    all.addAll(measured.control());
    return world().judge(all);
  }

  private List<TargetSeries> targets(
      Set<Double> before, Set<Double> since, DoubleUnaryOperator change) {
    List<TargetSeries> all = new ArrayList<>(world().targets(change));
    for (int j = 0; j < all.size(); j++) {
      all.set(
          j,
          counting(
              all.get(j), j < changed && fresh ? Set.of() : before, j < changed ? since : before));
    }
    return all;
  }

  private Comparison measured(List<TargetSeries> targets, Instant now) {
    return world().comparison(targets.stream().map(series -> until(series, now)).toList());
  }

  private static TargetSeries until(TargetSeries series, Instant now) {
    HistogramSeries all = requireNonNull(series.histogram());
    return new TargetSeries(series.target(), List.of(), all.within(Instant.MIN, now));
  }

  private static TargetSeries counting(TargetSeries series, Set<Double> before, Set<Double> since) {
    HistogramSeries all = requireNonNull(series.histogram());
    double[] bounds = all.bounds();
    List<Instant> times = new ArrayList<>();
    double[][] counts = new double[all.size()][bounds.length];
    for (int i = 0; i < counts.length; i++) {
      Set<Double> kept = i < HistogramWorld.PAST ? before : since;
      Arrays.fill(counts[i], Double.NaN);
      for (int b = 0; b < bounds.length; b++) {
        if (kept.contains(bounds[b]) || (Double.isInfinite(bounds[b]) && !kept.isEmpty())) {
          counts[i][b] = all.count(i, b);
        }
      }
      times.add(all.time(i));
    }
    return new TargetSeries(series.target(), List.of(), new HistogramSeries(bounds, times, counts));
  }
}
