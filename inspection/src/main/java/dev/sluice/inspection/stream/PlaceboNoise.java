package dev.sluice.inspection.stream;

import java.util.List;

/**
 * How far each window goes when nothing was changed: the root mean square of what it did at placebo
 * changes in the past, and at least what independent noise would do.
 *
 * <p>The largest excess that a placebo has had by the end of a stage pays for looking after every
 * sample of it: the null distribution is that of the maximum.
 */
final class PlaceboNoise {
  /** The whole bake's part in the noise of each stage: what a placebo did at once may be luck. */
  private static final double OF_WHOLE = 0.05;

  private final Layout layout;
  private final Scatter scatter;
  private final List<Placebo> placebos;
  private final Stages bake;
  private final double quantum;

  /** How many of the bake's are told apart: only placebos can tell. */
  private final int stages;

  /**
   * @param scatter before the change
   * @param placebos may be none
   */
  PlaceboNoise(MetricPast past, Layout layout, Scatter scatter, List<Placebo> placebos) {
    this.layout = layout;
    this.scatter = scatter;
    this.placebos = placebos;
    bake = new Stages(past.terms.skipped(), past.planned);
    quantum = Quantum.of(past.treatment, scatter.tamest());
    stages = placebos.isEmpty() ? 1 : bake.count();
  }

  /**
   * By stage, and by window as the layout orders them.
   *
   * @param floor added to each
   */
  double[] sizes(double floor) {
    double[] sizes = new double[stages * layout.count()];
    for (int i = 0; i < layout.count(); i++) {
      double[] least = least(i);
      double[] found = placebos.isEmpty() ? least : found(i);
      for (int stage = 0; stage < stages; stage++) {
        sizes[stage * layout.count() + i] = Math.max(found[stage], least[stage]) + floor;
      }
    }
    return sizes;
  }

  /** What the largest of independent means would be by the end of each stage. */
  private double[] least(int i) {
    int window = layout.length(i);
    double one = deviation(i) * alone(window);
    double[] least = new double[stages];
    double whole = IndependentNoise.squareOfLargest(window, bake.planned());
    for (int stage = 0; stage < stages; stage++) {
      int samples = stages == 1 ? bake.planned() : bake.skipped() + bake.end(stage);
      double square = IndependentNoise.squareOfLargest(window, samples);
      least[stage] = one * Math.sqrt(mixed(square, whole));
    }
    return least;
  }

  /** Of one sample, or step. */
  private double deviation(int i) {
    boolean steps = layout.channel(i) == Walk.SPREAD;
    return Math.max(steps ? scatter.restlessness() : scatter.deviation(), quantum);
  }

  /** The deviation of a mean, in deviations of one sample. */
  private double alone(int window) {
    return placebos.isEmpty()
        ? IndependentNoise.ofRemembered(scatter.memory(), scatter.samples(), window)
        : IndependentNoise.ofMean(scatter.memory(), window);
  }

  private static double mixed(double stage, double whole) {
    return (1 - OF_WHOLE) * stage + OF_WHOLE * whole;
  }

  /** The root mean square of how far placebos had come by the end of each stage. */
  private double[] found(int i) {
    double[] squares = new double[stages];
    for (Placebo placebo : placebos) {
      double largest = 0;
      for (int stage = 0; stage < stages; stage++) {
        largest = Math.max(largest, placebo.largest(i, stage));
        squares[stage] += largest * largest;
      }
    }
    double whole = squares[stages - 1];
    for (int stage = 0; stage < stages; stage++) {
      squares[stage] = Math.sqrt(mixed(squares[stage], whole) / placebos.size());
    }
    return squares;
  }
}
