package dev.sluice.inspection.stream;

import dev.sluice.domain.inspection.MetricSpec;
import dev.sluice.domain.inspection.MetricSpec.BadDirection;
import java.util.Arrays;
import java.util.List;

/**
 * Each unchanged target taken in turn for the changed one against the others, over the time before
 * the change: placebos in space (A. Abadie, A. Diamond, J. Hainmueller, "Synthetic control methods
 * for comparative case studies", JASA 105, 2010). How far their levels lie from each other tells
 * what the level of one more may be; what is left tells the noise around it. That several targets
 * are fresh makes their level no surer: what comes with being new they have in common.
 */
final class PeerPlacebos {
  /**
   * Levels of pods of one service differed by 0.16 to 0.19, as a root mean square over some hundred
   * recorded ones. Twice that, so that alpha holds where they differ by 0.3: to take less for usual
   * would cost false alarms, to take more costs only power.
   */
  private static final double USUAL_SPREAD = 0.33;

  private static final int MOST_PLACEBOS = 40;
  private static final int FIRST_WINDOW = 1;

  private final MetricSpec spec;
  private final int count;
  private final List<double[]> targets;
  private final int planned;
  private final Peers told;

  /**
   * @param targets the series of each unchanged target before the change, at least one, each with
   *     samples
   * @param planned samples the bake will see at most
   */
  PeerPlacebos(MetricSpec spec, List<double[]> targets, int planned) {
    this.spec = spec;
    this.targets = targets;
    this.planned = planned;
    count = targets.size();
    double[] levels = targets.stream().mapToDouble(this::level).toArray();
    double level = Statistics.mean(levels);
    double measured = Math.sqrt(Spread.variance(levels));
    Spread spread = Spread.of(measured * measured, count, usual(level));
    told = new Peers(spec, count, level, measured, spread, noise(levels));
  }

  /** What they tell about one more target. */
  Peers told() {
    return told;
  }

  /** Rates are mostly zero, or mostly one: their median says nothing. */
  private double level(double[] values) {
    return switch (spec.kind()) {
      case ERROR_RATE, SUCCESS_RATE -> Statistics.mean(values);
      case LATENCY, RESOURCE, LOAD, BUSINESS -> Statistics.median(values);
    };
  }

  private double usual(double level) {
    return switch (spec.kind()) {
      case ERROR_RATE -> Peers.USUAL_SPREAD_OF_FAILURES * Math.abs(level);
      case SUCCESS_RATE -> Peers.USUAL_SPREAD_OF_FAILURES * Math.max(0, scale() - level);
      case LATENCY, RESOURCE, LOAD, BUSINESS -> USUAL_SPREAD * Math.abs(level);
    };
  }

  /** Whether rates are shares or percentages. */
  private double scale() {
    return targets.stream().flatMapToDouble(Arrays::stream).anyMatch(value -> value > 1) ? 100 : 1;
  }

  private double[] noise(double[] levels) {
    int length = length();
    double[] squares = new double[Windows.LENGTHS.length];
    Others others = new Others(targets, levels);
    Memory.Estimate estimate = new Memory.Estimate();
    double quantum = 0;
    double variance = 0;
    for (int j = 0; j < followed(); j++) {
      double[] away = new double[length];
      for (int t = 0; t < length; t++) {
        // Alone it is followed around its own level: what all have in common is in it then.
        away[t] = targets.get(j)[t] - levels[j] - (count == 1 ? 0 : others.mean(j, t));
      }
      double deviation = Statistics.deviation(away);
      variance += deviation * deviation / followed();
      quantum = Math.max(quantum, Quantum.of(targets.get(j), deviation));
      estimate.add(away);
      for (int block = 0; block < blocks(); block++) {
        int end = length - block * planned;
        follow(away, Math.max(0, end - planned), end, squares);
      }
    }
    Memory memory = estimate.memory(length);
    int samples =
        targets.stream().mapToInt(one -> Statistics.known(one, 0, length)).min().orElse(0);
    double deviation = Math.max(Math.sqrt(variance), quantum);
    double[] sizes = new double[squares.length];
    for (int w = 0; w < sizes.length; w++) {
      int window = Windows.LENGTHS[w];
      double least =
          deviation
              * IndependentNoise.ofRemembered(memory, samples, window)
              * IndependentNoise.ofLargest(window, planned);
      double one = Math.max(Math.sqrt(squares[w] / (2.0 * blocks() * followed())), least);
      // Beside others the noise of both is in it; alone only its own.
      sizes[w] = count == 1 ? one * Peers.widened(count) : one;
    }
    return sizes;
  }

  /** Adds the squares of the largest means of windows, upward and downward. */
  private static void follow(double[] away, int from, int to, double[] squares) {
    Stages stages = new Stages(0, to - from);
    for (int sign = -1; sign <= 1; sign += 2) {
      double[] excess = new double[to - from];
      for (int t = from; t < to; t++) {
        excess[t - from] = sign * away[t];
      }
      for (int w = FIRST_WINDOW; w < squares.length; w++) {
        double largest =
            Arrays.stream(Windows.largest(excess, Windows.LENGTHS[w], stages)).max().orElse(0);
        squares[w] += largest * largest;
      }
    }
  }

  /** How many unchanged targets are taken for changed ones. */
  private int followed() {
    return Math.min(count, MOST_PLACEBOS);
  }

  /** How many bakes of the past each of them is followed through, the newest first. */
  private int blocks() {
    return Math.clamp(MOST_PLACEBOS / followed(), 1, Math.max(1, length() / planned));
  }

  private int length() {
    return targets.getFirst().length;
  }

  /**
   * How much further unchanged targets grow beside each other than {@link Growth} takes for usual:
   * a factor, 1 or above.
   *
   * @param skipped samples of the start-up
   */
  double growth(int skipped, JudgeSettings settings) {
    Others others = new Others(targets, new double[count]);
    double squares = 0;
    int placebos = 0;
    for (int j = 0; count > 1 && j < followed(); j++) {
      for (int block = 0; block < blocks(); block++) {
        int end = length() - block * planned;
        Growth growth = new Growth(skipped, spec, settings.threshold(), 1);
        for (int t = Math.max(0, end - planned); t < end; t++) {
          double ratio = targets.get(j)[t] / others.mean(j, t);
          growth.take(spec.badDirection() == BadDirection.DECREASE ? 1 / ratio : ratio);
        }
        if (growth.isKnown()) {
          squares += growth.score() * growth.score();
          placebos++;
        }
      }
    }
    return placebos < Noise.FEWEST_TO_CALIBRATE
        ? 1
        : Math.max(1, Math.sqrt(squares / placebos) / Noise.USUAL_PLACEBO_SCORE);
  }

  /** All targets but one as their mean, each counted from a level of its own. */
  private static final class Others {
    private final List<double[]> targets;
    private final double[] levels;
    private final double[] sums;
    private final int[] present;

    Others(List<double[]> targets, double[] levels) {
      this.targets = targets;
      this.levels = levels;
      sums = new double[targets.getFirst().length];
      present = new int[sums.length];
      for (int j = 0; j < levels.length; j++) {
        for (int t = 0; t < sums.length; t++) {
          double value = targets.get(j)[t] - levels[j];
          if (!Double.isNaN(value)) {
            sums[t] += value;
            present[t]++;
          }
        }
      }
    }

    /** NaN where the one or all others have no sample. */
    double mean(int j, int t) {
      double own = targets.get(j)[t] - levels[j];
      return present[t] < 2 ? Double.NaN : (sums[t] - own) / (present[t] - 1);
    }
  }
}
