package dev.sluice.inspection.histogram;

/**
 * How much the share of slow requests grows when all requests get slower by the same factor.
 *
 * <p>Where latencies follow a log-logistic distribution of shape b, making all of them f times as
 * slow multiplies the odds of being slower than a bound by f to the power of b, whatever the bound.
 * So one relative effect has the same meaning for the middle and for the tail, without looking into
 * a bucket. The shape is taken for 2: a heavy tail, of which 50 times the median is still seen once
 * in 2500 requests. Latencies that vary less move further, so that an effect that matters is never
 * asked for more than it would show.
 */
final class ShareGrowth {
  private static final int SHAPE = 2;

  /** A smaller growth matters to nobody, however sure it is. */
  private static final double LEAST = 0.005;

  /** Effect that matters where none is named: what types say that name none. */
  private static final double USUAL_EFFECT = 0.2;

  private ShareGrowth() {}

  /**
   * The growth in points of one, 0.01 = 1 point.
   *
   * @param share of requests that were slower, in 0 to 1
   * @param effect relative, 0.5 = all requests are 50 % slower; 0 or above
   */
  static double of(double share, double effect) {
    double slower = share * Math.pow(1 + effect, SHAPE);
    return slower / (1 - share + slower) - share;
  }

  /** The same, and half a point at least. */
  static double thatMatters(double share, double effect) {
    return Math.max(LEAST, of(share, effect));
  }

  /** Whether the least effect that matters shows in a share: it is not too near 0 or 1. */
  static boolean isSeen(double share, double effect) {
    return of(share, Math.max(USUAL_EFFECT, effect)) >= LEAST;
  }
}
