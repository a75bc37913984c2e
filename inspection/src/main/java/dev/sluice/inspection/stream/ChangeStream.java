package dev.sluice.inspection.stream;

import dev.sluice.domain.inspection.MetricSpec;
import dev.sluice.domain.inspection.MetricSpec.Role;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * All metrics of one running change, judged together. A metric's score counts less the more metrics
 * share its role; where there are many, a second one must go along with the worst.
 */
public final class ChangeStream {
  private static final int MANY = 9;
  private static final int GROUPS = 3;
  private static final double CORROBORATED = 1.5;

  private final List<MetricParts> metrics = new ArrayList<>();
  private final Silence silence;
  private final JudgeSettings settings;
  private List<Integer> silent = List.of();

  /**
   * @param pasts one for each metric that is judged, in the order in which samples come
   * @param targets unchanged targets of each
   */
  public ChangeStream(List<MetricPast> pasts, int[] targets, JudgeSettings settings) {
    this.settings = settings;
    pasts.forEach(past -> metrics.add(new MetricParts(past, settings)));
    silence =
        new Silence(
            pasts.stream().map(past -> past.spec.kind()).toList(),
            targets,
            pasts.stream().map(past -> past.reported).toArray(boolean[][]::new),
            pasts.stream().mapToInt(past -> past.planned).max().orElse(1));
  }

  /**
   * Takes the samples of one metric in one interval. Metrics need not keep pace with each other.
   *
   * @param metric its index
   * @param treatment one value for each changed target; NaN without a sample
   * @param control one for each unchanged target
   */
  public void take(int metric, double[] treatment, double[] control) {
    metrics.get(metric).take(treatment, control);
    silence.take(metric, treatment, control);
    silent = silence.silent();
  }

  /**
   * Takes the samples of one interval.
   *
   * @param treatment for each metric one value for each changed target; NaN without a sample
   * @param control for each metric one value for each unchanged target
   */
  public void take(double[][] treatment, double[][] control) {
    for (int m = 0; m < metrics.size(); m++) {
      metrics.get(m).take(treatment[m], control[m]);
      silence.take(m, treatment[m], control[m]);
    }
    silent = silence.silent();
  }

  /** Whether any metric can be judged. */
  public boolean isKnown() {
    return isSilent() || metrics.stream().anyMatch(MetricParts::isKnown);
  }

  /** Whether a changed target is silent while the unchanged ones report. */
  public boolean isSilent() {
    return !silent.isEmpty();
  }

  /** Which changed targets are silent, by their index. */
  List<Integer> silent() {
    return silent;
  }

  /** How bad the change looks by now, on a scale that is the same for all; it fails above 1. */
  public double score() {
    double score = Math.min(score(metrics), Double.MAX_VALUE) / settings.threshold();
    return isSilent() ? Math.max(score, Double.MAX_EXPONENT) : score;
  }

  private double score(List<MetricParts> all) {
    List<Double> scores = new ArrayList<>();
    double[] largest = new double[GROUPS];
    int[] members = new int[largest.length];
    for (MetricParts metric : all) {
      double score = metric.score();
      if (Double.isNaN(score) || metric.spec().role() == Role.CONTEXT) {
        continue;
      }
      scores.add(score);
      int group = group(metric.spec());
      largest[group] = Math.max(largest[group], score);
      members[group]++;
    }
    if (scores.size() >= MANY) {
      scores.sort((one, other) -> Double.compare(other, one));
      return Math.min(scores.get(0), CORROBORATED * scores.get(1));
    }
    double score = 0;
    for (int group = 0; group < largest.length; group++) {
      double allowance = settings.metricAllowance() * Math.log(Math.max(1, members[group]));
      score = Math.max(score, largest[group] - allowance);
    }
    return score;
  }

  /** The state: with the same pasts and settings it gives the same stream again. */
  public byte[] state() {
    ByteBuffer out =
        ByteBuffer.allocate(silence.bytes() + metrics.stream().mapToInt(MetricParts::bytes).sum());
    metrics.forEach(metric -> metric.write(out));
    silence.write(out);
    byte[] state = new byte[out.position()];
    out.flip().get(state);
    return state;
  }

  /**
   * Goes on from the state of a stream with the same pasts and settings.
   *
   * @throws IllegalArgumentException when the state is not of such a stream
   */
  public void restore(byte[] state) {
    ByteBuffer in = ByteBuffer.wrap(state);
    try {
      metrics.forEach(metric -> metric.read(in));
      silence.read(in);
    } catch (BufferUnderflowException tooShort) {
      throw new IllegalArgumentException("the state is of another stream: too short", tooShort);
    }
    if (in.hasRemaining()) {
      throw new IllegalArgumentException("the state is of another stream: too long");
    }
    silent = silence.silent();
  }

  List<MetricParts> metrics() {
    return metrics;
  }

  /** Metrics that move for the same reasons share a group: outcome, speed, resources. */
  private static int group(MetricSpec metric) {
    return switch (metric.kind()) {
      case ERROR_RATE, SUCCESS_RATE, BUSINESS -> 0;
      case LATENCY, LOAD -> 1;
      case RESOURCE -> 2;
    };
  }
}
