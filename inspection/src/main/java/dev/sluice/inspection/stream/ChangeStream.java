package dev.sluice.inspection.stream;

import dev.sluice.domain.inspection.MetricSpec;
import dev.sluice.domain.inspection.MetricSpec.Role;
import dev.sluice.domain.inspection.Verdict;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * All metrics of one running change, judged together. A metric's score counts less the more metrics
 * share its role; where there are many, the others must go along with the worst, or it must stand
 * out the more.
 */
public final class ChangeStream {
  private static final int MANY = 9;
  private static final int GROUPS = 3;

  /** Nothing passes while the newest samples come this near to failing. */
  static final double SUSPICIOUS = 0.6;

  /** Nothing passes before the end of the bake when anything came this near. */
  private static final double TOO_NEAR_TO_PASS_EARLY = 0.4;

  /** Among many metrics the worst counts up to so many times the mean of all. */
  private static final double CORROBORATED = 1.7;

  /** And in any case as much as this part of it: one metric alone has to stand out the more. */
  private static final double ALONE = 5;

  private final List<MetricParts> metrics = new ArrayList<>();
  private final List<Family> families;
  private final Silence silence;
  private final JudgeSettings settings;
  private final double[] largest = new double[GROUPS];
  private final int[] members = new int[GROUPS];
  private List<Integer> silent = List.of();

  /** Whether a metric's score may be another than when they were combined. */
  private boolean moved = true;

  private double score;

  /**
   * @param pasts one for each metric that is judged, in the order in which samples come
   * @param targets unchanged targets of each
   */
  public ChangeStream(List<MetricPast> pasts, int[] targets, JudgeSettings settings) {
    this(pasts, targets, Family.ofEach(pasts), settings);
  }

  /**
   * The same where several of them speak for one metric.
   *
   * @param families one after the other, all together
   */
  ChangeStream(
      List<MetricPast> pasts, int[] targets, List<Family> families, JudgeSettings settings) {
    this.settings = settings;
    this.families = List.copyOf(families);
    pasts.forEach(past -> metrics.add(new MetricParts(past, settings)));
    silence = new Silence(pasts, targets);
  }

  /**
   * Takes the samples of one metric in one interval. Metrics need not keep pace with each other.
   *
   * @param metric its index
   * @param treatment one value for each changed target; NaN without a sample
   * @param control one for each unchanged target
   */
  public void take(int metric, double[] treatment, double[] control) {
    moved |= metrics.get(metric).take(treatment, control);
    silence.take(metric, treatment, control);
    silent = silence.silent();
  }

  /**
   * The same for a rate whose requests were counted.
   *
   * @param requests numbers behind the values of the changed targets
   * @param beside numbers behind those of the unchanged ones
   */
  public void take(
      int metric, double[] treatment, double[] control, double[] requests, double[] beside) {
    moved |= metrics.get(metric).take(treatment, control, requests, beside);
    silence.take(metric, treatment, control);
    silent = silence.silent();
  }

  /** Whether a changed target is silent while the unchanged ones report. */
  public boolean isSilent() {
    return !silent.isEmpty();
  }

  /** For how many intervals a silent target has had no sample, at least. */
  int held() {
    return silence.held();
  }

  /** The interval since which the first of the silent targets has had no sample, from 0. */
  int silentSince() {
    return silent.stream().mapToInt(silence::since).min().orElse(0);
  }

  /** Which changed targets are silent, by their index. */
  List<Integer> silent() {
    return silent;
  }

  /** Which changed targets are new and have hardly reported yet, by their index. */
  List<Integer> unheard() {
    return silence.unheard();
  }

  /** How bad the change looks by now, on a scale that is the same for all; it fails above 1. */
  public double score() {
    if (moved) {
      score = Math.min(combined(MetricParts::score), Double.MAX_VALUE) / settings.threshold();
      moved = false;
    }
    return isSilent() ? Math.max(score, Double.MAX_EXPONENT) : score;
  }

  private double combined(ToDoubleFunction<MetricParts> scored) {
    Arrays.fill(largest, 0);
    Arrays.fill(members, 0);
    int count = 0;
    double first = 0;
    double sum = 0;
    for (Family family : families) {
      double score = largest(family, scored);
      if (Double.isNaN(score) || family.spec().role() == Role.CONTEXT) {
        continue;
      }
      int group = group(family.spec());
      largest[group] = Math.max(largest[group], score);
      members[group]++;
      count++;
      sum += score;
      first = Math.max(first, score);
    }
    if (count >= MANY) {
      return Math.min(first, Math.max(CORROBORATED * sum / count, first / ALONE));
    }
    double score = 0;
    for (int group = 0; group < GROUPS; group++) {
      score = Math.max(score, largest[group] - allowance(members[group]));
    }
    return score;
  }

  /** Of the worst member, less what their number costs; NaN where none can be judged. */
  private double largest(Family family, ToDoubleFunction<MetricParts> scored) {
    double worst = Double.NaN;
    int members = 0;
    for (MetricParts metric : metrics.subList(family.from(), family.to())) {
      double score = scored.applyAsDouble(metric);
      if (!Double.isNaN(score)) {
        worst = members++ == 0 ? score : Math.max(worst, score);
      }
    }
    return worst - allowance(members);
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
    moved = true;
  }

  /**
   * What is known by now: FAIL ends the bake, PASS may, INCONCLUSIVE wants more samples.
   *
   * @param last whether no more samples will come: before, a move that stood out and is over holds
   *     a pass back too
   */
  public Verdict verdict(boolean last) {
    if (score() > 1) {
      return Verdict.FAIL;
    }
    double newest = combined(metric -> metric.worst().newest()) / settings.threshold();
    if (newest > SUSPICIOUS || (score() > TOO_NEAR_TO_PASS_EARLY && !last)) {
      return Verdict.INCONCLUSIVE;
    }
    boolean any = false;
    for (int m = 0; m < metrics.size(); m++) {
      Standing standing = standing(m);
      boolean moved = standing == Standing.HARMFUL || standing == Standing.SUSPICIOUS;
      boolean lacks =
          switch (metrics.get(m).spec().role()) {
            case DECIDING -> !moved && standing != Standing.HARMLESS;
            case SUPPORTING -> standing == Standing.TOO_FEW;
            case CONTEXT -> false;
          };
      if (lacks) {
        return Verdict.INCONCLUSIVE;
      }
      any |= metrics.get(m).spec().role() != Role.CONTEXT && standing == Standing.HARMLESS;
    }
    return any && unheard().isEmpty() ? Verdict.PASS : Verdict.INCONCLUSIVE;
  }

  /** What one metric says, beside the others of its group. */
  Standing standing(int metric) {
    MetricParts parts = metrics.get(metric);
    Family family = family(metric);
    int[] known = known();
    int all = 0;
    for (int members : known) {
      all += members;
    }
    double allowance = all >= MANY ? 0 : allowance(known[group(family.spec())]);
    double shared = allowance(known(family));
    Standing standing = parts.standing(settings.threshold() + allowance + shared);
    // One among many needs another to go along with it.
    return standing == Standing.HARMFUL && score() <= 1 ? Standing.SUSPICIOUS : standing;
  }

  private double allowance(int members) {
    return members <= 1 ? 0 : settings.metricAllowance() * Math.log(members);
  }

  /** How many metrics that can be judged share each group. */
  private int[] known() {
    int[] known = new int[GROUPS];
    for (Family family : families) {
      if (known(family) > 0 && family.spec().role() != Role.CONTEXT) {
        known[group(family.spec())]++;
      }
    }
    return known;
  }

  private int known(Family family) {
    int known = 0;
    for (MetricParts metric : metrics.subList(family.from(), family.to())) {
      known += metric.isKnown() ? 1 : 0;
    }
    return known;
  }

  private Family family(int metric) {
    return families.stream().filter(family -> metric < family.to()).findFirst().orElseThrow();
  }

  List<Family> families() {
    return families;
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
