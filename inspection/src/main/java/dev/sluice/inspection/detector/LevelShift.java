package dev.sluice.inspection.detector;

import dev.sluice.domain.inspection.Evidence.EffectInterval;
import dev.sluice.inspection.sequential.NormalMixture;
import dev.sluice.inspection.series.BinnedSeries;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Difference in differences of levels: how much further the changed targets moved from their level
 * before than the unchanged ones did. Without unchanged targets, how far they moved at all.
 *
 * <p>The standard error is the largest of: the scatter of the differences, widened by their
 * autocorrelation; the scatter of the unchanged targets' own moves, where there are three or more;
 * without unchanged targets, how far the means of neighbouring stretches before the change lay
 * apart.
 */
public final class LevelShift implements Detector {
  private static final double TUNED_SAMPLES = 10;
  private static final double NINETY_PERCENT = 1.2816;
  private static final double SMALLEST_SCATTER = 0.02;
  private static final int ENOUGH = 6;
  private static final int FEWEST_BEFORE = 10;
  private static final int MOST_PEERS = 10;

  /** Autocorrelation already widens the error itself; it is not to count twice in full. */
  private static final double FEWEST_DEGREES = 8;

  private static final double PRIOR_DEGREES = 8;

  private final Scale scale;
  private final Worse worse;
  private final double minimum;
  private final boolean weighted;

  private LevelShift(Scale scale, Worse worse, double minimumEffect, boolean weighted) {
    this.scale = scale;
    this.worse = worse;
    this.minimum = scale.minimum(minimumEffect, worse);
    this.weighted = weighted;
  }

  /** For latencies: on a logarithmic scale, weighted by requests. */
  public static LevelShift ofLatency(Worse worse, double minimumEffect) {
    return new LevelShift(Scale.LOG, worse, minimumEffect, true);
  }

  /** For load and business metrics: relative to the target's own level before. */
  public static LevelShift ofRatio(Worse worse, double minimumEffect) {
    return new LevelShift(Scale.RATIO, worse, minimumEffect, false);
  }

  /** For rates whose number of requests is unknown: as they are. */
  public static LevelShift ofRate(Worse worse, double minimumEffect) {
    return new LevelShift(Scale.ABSOLUTE, worse, minimumEffect, true);
  }

  @Override
  public Outcome measure(Groups groups, double alpha) {
    double unit = scale == Scale.RATIO ? typicalLevel(groups) : 1;
    if (!(unit > 0)) {
      return new Outcome.Unknown("no level to compare with");
    }
    Groups scaled =
        switch (scale) {
          case LOG -> groups.map(Math::log);
          case RATIO -> perOwnLevel(groups, unit);
          case ABSOLUTE -> groups;
        };
    Offsets offsets = Offsets.of(scaled, weighted);
    Contrast before = Contrast.of(scaled, offsets, true, weighted);
    Contrast since = Contrast.of(scaled, offsets, false, weighted);
    if (since.size() == 0) {
      return new Outcome.Unknown("no samples of changed targets since the change");
    }
    long newcomers = scaled.treatment().stream().filter(each -> !offsets.hasPast(each)).count();
    if (newcomers > 0 && !(offsets.spread() >= 0)) {
      return new Outcome.Unknown("too few samples before the change");
    }
    if (groups.control().isEmpty() && before.size() < Math.max(FEWEST_BEFORE, since.size() / 2)) {
      return new Outcome.Unknown("too few samples before the change, and no unchanged targets");
    }
    double newcomerVariance =
        newcomers == 0 ? 0 : offsets.spread() * newcomers / scaled.treatment().size();
    double shift = since.mean() - before.mean();
    return harm(scaled, since, before, shift, newcomerVariance, unit, alpha);
  }

  private Outcome harm(
      Groups scaled,
      Contrast since,
      Contrast before,
      double shift,
      double newcomerVariance,
      double unit,
      double alpha) {
    double degrees = before.size() + since.size() - 2.0;
    double floor = Math.max(SMALLEST_SCATTER * floorUnit(), minimum / 4);
    double scatter =
        Math.max((before.squares() + since.squares()) / Math.max(1, degrees), floor * floor);
    double inflation = inflation(scaled, before.size() >= FEWEST_BEFORE ? before : since);
    double past = before.size() == 0 ? 0 : 1 / before.effectiveSize();
    double variance = scatter * inflation * (1 / since.effectiveSize() + past) + newcomerVariance;
    double tuned = scatter * inflation * (1 / TUNED_SAMPLES + past) + newcomerVariance;
    double widening =
        scaled.control().isEmpty()
            ? Math.max(1, ownMoves(before, since.size()) / variance)
            : peerWidening(scaled, variance);
    double error = Math.sqrt(variance * widening);
    double radius =
        NormalMixture.radius(
            error, Math.sqrt(tuned * widening), alpha, degrees(degrees, inflation, scaled));
    double harm = worse.sign() * shift;
    double observed = observed(scaled);
    double expected = observed - shift;
    return new Outcome.Harm(
        harm,
        harm - radius,
        harm + radius,
        harm + NINETY_PERCENT * error,
        minimum,
        since.size(),
        since.size() >= ENOUGH,
        natural(observed) * unit,
        natural(expected) * unit,
        effect(shift, radius, expected),
        since.onset(before.mean(), minimum / 2, worse));
  }

  private static double degrees(double all, double inflation, Groups scaled) {
    // A past alone tells too little of what is usual to be trusted as far.
    double fewest = scaled.control().isEmpty() ? 2 : FEWEST_DEGREES;
    return Math.max(1, Math.min(all, Math.max(fewest, all / inflation)));
  }

  /** From all targets, because the memory of one short series is hard to tell from chance. */
  private double inflation(Groups scaled, Contrast own) {
    Offsets offsets = Offsets.of(scaled, weighted);
    double sum = own.inflation();
    int count = 1;
    if (scaled.control().size() > 1) {
      for (BinnedSeries peer :
          scaled.control().subList(0, Math.min(MOST_PEERS, scaled.control().size()))) {
        List<BinnedSeries> others =
            scaled.control().stream()
                .filter(other -> !other.target().equals(peer.target()))
                .toList();
        Contrast past = Contrast.of(new Groups(List.of(peer), others), offsets, true, weighted);
        if (past.size() >= FEWEST_BEFORE) {
          sum += past.inflation();
          count++;
        }
      }
    }
    return sum / count;
  }

  private double floorUnit() {
    return scale == Scale.ABSOLUTE ? 0 : 1;
  }

  /** A variance of few peers is itself uncertain, so it is drawn towards what the scatter says. */
  private double peerWidening(Groups scaled, double variance) {
    double peers = scaled.control().size() - 1.0;
    return Math.max(
        1, (peers * peerMoves(scaled) / variance + PRIOR_DEGREES) / (peers + PRIOR_DEGREES));
  }

  /**
   * Variance between the moves of single unchanged targets, for as many as are compared.
   *
   * @return 0 where there are fewer than three
   */
  private double peerMoves(Groups scaled) {
    Offsets offsets = Offsets.of(scaled, weighted);
    double[] moves =
        scaled.control().stream()
            .filter(offsets::hasPast)
            .filter(series -> series.since().size() > 0)
            .mapToDouble(series ->
                Contrast.of(series.since().values().stream().toList()).mean() - offsets.of(series))
            .toArray();
    if (moves.length < 3) {
      return 0;
    }
    return Moments.variance(moves) * (1.0 / scaled.treatment().size() + 1.0 / moves.length);
  }

  /** Mean square of the moves between neighbouring stretches of the past. */
  private static double ownMoves(Contrast before, int length) {
    int stretch = Math.min(length, before.size() / 3);
    if (stretch < 1) {
      return 0;
    }
    int count = before.size() / stretch;
    double sum = 0;
    for (int i = 1; i < count; i++) {
      double move = before.mean(i * stretch, stretch) - before.mean((i - 1) * stretch, stretch);
      sum += move * move;
    }
    return sum / (count - 1);
  }

  private static double typicalLevel(Groups groups) {
    Offsets levels = Offsets.of(groups, false);
    double own =
        Moments.mean(
            groups.treatment().stream()
                .filter(levels::hasPast)
                .mapToDouble(series -> Math.abs(levels.of(series)))
                .toArray());
    return own > 0 ? own : Math.abs(levels.typical());
  }

  private static Groups perOwnLevel(Groups groups, double unit) {
    Offsets levels = Offsets.of(groups, false);
    return new Groups(
        groups.treatment().stream().map(each -> perOwnLevel(each, levels, unit)).toList(),
        groups.control().stream().map(each -> perOwnLevel(each, levels, unit)).toList());
  }

  private static BinnedSeries perOwnLevel(BinnedSeries series, Offsets levels, double unit) {
    double own = levels.hasPast(series) ? Math.abs(levels.of(series)) : 0;
    double level = own > 0 ? own : unit;
    return series.map(value -> value / level);
  }

  private double observed(Groups scaled) {
    double[] means =
        scaled.treatment().stream()
            .filter(series -> !series.since().isEmpty())
            .mapToDouble(series -> Contrast.of(series.since().values().stream().toList()).mean())
            .toArray();
    return Moments.mean(means);
  }

  private double natural(double level) {
    return scale == Scale.LOG ? Math.exp(level) : level;
  }

  private @Nullable EffectInterval effect(double shift, double radius, double expected) {
    return switch (scale) {
      case LOG ->
          new EffectInterval(
              Math.expm1(shift), Math.expm1(shift - radius), Math.expm1(shift + radius));
      case RATIO, ABSOLUTE -> relative(shift, radius, expected);
    };
  }

  private static @Nullable EffectInterval relative(double shift, double radius, double expected) {
    double level = Math.abs(expected);
    if (level == 0) {
      return null;
    }
    return new EffectInterval(shift / level, (shift - radius) / level, (shift + radius) / level);
  }
}
