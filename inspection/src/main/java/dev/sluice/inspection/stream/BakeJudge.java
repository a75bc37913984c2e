package dev.sluice.inspection.stream;

import dev.sluice.domain.inspection.Inspection;
import dev.sluice.domain.inspection.MetricFigures;
import dev.sluice.domain.inspection.MetricSpec;
import dev.sluice.domain.inspection.Verdict;
import dev.sluice.inspection.histogram.SlowShare;
import dev.sluice.inspection.series.Comparison;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Judges a bake while it runs. It is made from what was measured before the change, takes new
 * samples as they come, and can say after each what is known. Its state is small, and another judge
 * goes on from it to the same verdicts.
 */
public final class BakeJudge {
  private final BakePlan plan;
  private final JudgeSettings settings;
  private final ChangeStream stream;
  private final List<JudgedMetric> judged = new ArrayList<>();
  private final int[] taken;

  /**
   * @param settings with the alpha of this bake alone
   * @param past one for each metric of the plan, with samples from before the change; of those
   *     since it only counts which buckets a histogram has. It should begin {@link
   *     SlowShare#longestGap} earlier
   */
  public BakeJudge(BakePlan plan, JudgeSettings settings, List<Comparison> past) {
    this.plan = plan;
    this.settings = settings;
    List<MetricPast> pasts = new ArrayList<>();
    List<Family> families = new ArrayList<>();
    for (int m = 0; m < plan.metrics().size(); m++) {
      MetricSpec metric = plan.metrics().get(m);
      int from = judged.size();
      for (JudgedMetric one :
          JudgedMetric.of(metric, past.get(m), plan.interval(), plan.changeStart())) {
        judged.add(one);
        pasts.add(past(one.spec(), one.of(past.get(m), plan.interval())));
      }
      families.add(new Family(metric, from, judged.size()));
    }
    int[] controls = new int[pasts.size()];
    Arrays.fill(controls, plan.control().size());
    stream = new ChangeStream(pasts, controls, families, settings);
    taken = new int[plan.metrics().size()];
  }

  private MetricPast past(MetricSpec spec, Comparison past) {
    Intervals intervals = new Intervals(plan.pastStart(), plan.interval(), plan.past());
    Intervals.Filled treatment = intervals.fill(plan.treatment(), past.treatment());
    Intervals.Filled control = intervals.fill(plan.control(), past.control());
    return MetricPast.of(
        spec,
        plan.planned(),
        plan.interval(),
        treatment.values(),
        control.values(),
        isCounted(past) ? new Weights(treatment.weights(), control.weights()) : null);
  }

  /** Two samples of one interval are no two requests where nobody counted. */
  private static boolean isCounted(Comparison past) {
    return Stream.concat(past.treatment().stream(), past.control().stream())
        .flatMap(series -> series.samples().stream())
        .anyMatch(sample -> sample.weight() > 0 && sample.weight() != 1);
  }

  /** The begin of the first interval that some metric has not taken: samples from then on count. */
  public Instant wanted() {
    int fewest = plan.planned();
    for (int each : taken) {
      fewest = Math.min(fewest, each);
    }
    return plan.start(fewest);
  }

  /**
   * Whether some target counts by other buckets than when this judge was made, so that a new judge
   * has to choose the bounds anew, from all that was measured until now.
   *
   * @param metric index in the plan
   * @param since as in {@link #take}
   */
  public boolean isOutgrown(int metric, Comparison since) {
    Family family = stream.families().get(metric);
    return judged.subList(family.from(), family.to()).stream()
        .anyMatch(one -> one.share() != null && one.share().isGone(since, plan.interval()));
  }

  /**
   * Takes what was measured since: the intervals that are over and that this metric has not taken.
   * A sample that comes later than one interval after its own is not looked at.
   *
   * @param metric index in the plan
   * @param since samples from {@link #wanted} on; a histogram from {@link SlowShare#longestGap}
   *     earlier
   * @param now nothing later is looked at
   */
  public void take(int metric, Comparison since, Instant now) {
    Duration over = Duration.between(plan.changeEnd(), now.minus(plan.interval()));
    int complete = Math.clamp(over.dividedBy(plan.interval()), 0, plan.planned());
    int count = complete - taken[metric];
    if (count <= 0) {
      return;
    }
    Family family = stream.families().get(metric);
    for (int m = family.from(); m < family.to(); m++) {
      take(m, judged.get(m).of(since, plan.interval()), plan.start(taken[metric]), count);
    }
    taken[metric] += count;
  }

  private void take(int member, Comparison since, Instant from, int count) {
    Intervals intervals = new Intervals(from, plan.interval(), count);
    Intervals.Filled treatment = intervals.fill(plan.treatment(), since.treatment());
    Intervals.Filled control = intervals.fill(plan.control(), since.control());
    for (int k = 0; k < count; k++) {
      stream.take(
          member,
          at(treatment.values(), k),
          at(control.values(), k),
          at(treatment.weights(), k),
          at(control.weights(), k));
    }
  }

  private static double[] at(List<double[]> values, int k) {
    return values.stream().mapToDouble(each -> each[k]).toArray();
  }

  /**
   * What is known by now.
   *
   * @param now the moment the inspection is to carry
   */
  public Inspection inspection(Instant now) {
    Verdict verdict = stream.verdict(!now.isBefore(plan.changeEnd().plus(plan.maximum())));
    EvidenceWords words =
        new EvidenceWords(
            stream,
            settings,
            judged.stream()
                .map(one ->
                    new Compared(
                        plan.treatment(), plan.control().size(), one.share(), one.unlike()))
                .toList(),
            sample -> MetricFigures.clock(plan.start(sample)));
    Duration since = Duration.between(plan.changeEnd(), now);
    OptionalInt onset = verdict == Verdict.FAIL ? words.onset() : OptionalInt.empty();
    return new Inspection(
        verdict,
        words.summary(verdict),
        words.evidence(),
        now,
        since.isNegative() ? Duration.ZERO : since,
        onset.isPresent() ? plan.start(onset.getAsInt()) : null);
  }

  /** The state: with the same plan, settings, past and buckets it gives the same judge again. */
  public byte[] state() {
    byte[] inner = stream.state();
    double[] bounds = bounds();
    ByteBuffer out =
        ByteBuffer.allocate(
            Double.BYTES * bounds.length + Integer.BYTES * taken.length + inner.length);
    for (double bound : bounds) {
      out.putDouble(bound);
    }
    for (int each : taken) {
      out.putInt(each);
    }
    return out.put(inner).array();
  }

  /** Those of histograms: with the same past others are chosen once targets have other buckets. */
  private double[] bounds() {
    return judged.stream()
        .map(JudgedMetric::share)
        .filter(Objects::nonNull)
        .mapToDouble(SlowShare::bound)
        .toArray();
  }

  /**
   * Goes on from the state of a judge with the same plan, settings and past.
   *
   * @throws IllegalArgumentException when the state is not of such a judge; this one is then of no
   *     use any more
   */
  public void restore(byte[] state) {
    ByteBuffer in = ByteBuffer.wrap(state);
    try {
      for (double bound : bounds()) {
        if (in.getDouble() != bound) {
          throw new IllegalArgumentException("the state is of another judge: other buckets");
        }
      }
      for (int m = 0; m < taken.length; m++) {
        taken[m] = in.getInt();
      }
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("the state is of another judge: too short", e);
    }
    byte[] inner = new byte[in.remaining()];
    in.get(inner);
    stream.restore(inner);
  }
}
