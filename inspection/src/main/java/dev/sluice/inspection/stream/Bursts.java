package dev.sluice.inspection.stream;

import org.apache.commons.numbers.gamma.LogBeta;

/**
 * How often bursts of bad requests begin on a target, and how long they last: a chain that is in a
 * burst or not.
 *
 * <p>Both chances are known from what was seen and a little from what is usual elsewhere. Where no
 * burst was seen one is possible all the same, the less so the more intervals went by without
 * (Laplace's rule). It lasts for three intervals then: what goes on for much longer counts as harm,
 * until bursts were seen that do.
 *
 * @param begun bursts seen
 * @param lasting intervals in them
 * @param intervals of all targets, in bursts and between them
 */
record Bursts(float begun, float lasting, float intervals) {
  private static final double ENDS_ELSEWHERE = 8;
  private static final double ENDLESS_ELSEWHERE = 16;
  private static final double PRIOR = 0.5;

  /** Intervals in which one could begin: those between bursts, and the first of each. */
  private double chances() {
    return intervals - lasting + begun;
  }

  /** Intervals between bursts. */
  private double calm() {
    return intervals - lasting;
  }

  /** Intervals of bursts that went on. */
  private double goneOn() {
    return lasting - begun;
  }

  private double begins() {
    return (begun + 1) / (chances() + 2);
  }

  private double ends() {
    double seen = (begun + ENDS_ELSEWHERE) / (lasting + ENDS_ELSEWHERE + ENDLESS_ELSEWHERE);
    // Then no course of things can be likelier both ways.
    return Math.min(1 - begins(), seen);
  }

  /** How unlikely it is that one begins: a logarithm. */
  double rarity() {
    return -Math.log(begins());
  }

  /** Those of one target of several, on average. */
  Bursts over(int targets) {
    return new Bursts(begun / targets, lasting / targets, intervals / targets);
  }

  /**
   * Whether that a burst is over is likelier than that there was none.
   *
   * @param ahead how much likelier it was that the interval before was in a burst: a logarithm
   */
  boolean isOverAfter(double ahead) {
    return ahead + Math.log(ends()) > Math.log1p(-begins());
  }

  /** Whether that a burst begins is likelier than that one goes on. */
  boolean beginsAfter(double ahead) {
    return Math.log(begins()) > ahead + Math.log1p(-ends());
  }

  /**
   * How much likelier it is that an interval is in a burst: a logarithm.
   *
   * @param ahead the same of the interval before
   * @param odds what this interval says alone
   */
  double ahead(double ahead, double odds) {
    double burst = Math.max(Math.log(begins()), ahead + Math.log1p(-ends()));
    double none = Math.max(Math.log1p(-begins()), ahead + Math.log(ends()));
    return burst + odds - none;
  }

  /**
   * How unlikely it is to see those next, which are not over yet: a logarithm. Beta-binomial, as
   * both chances are known no better than by what was seen.
   */
  double surprise(Bursts next) {
    double begun = this.begun + 1;
    double calm = calm() + 1;
    double ended = this.begun + ENDS_ELSEWHERE;
    double goneOn = goneOn() + ENDLESS_ELSEWHERE;
    return LogBeta.value(begun, calm)
        - LogBeta.value(begun + next.begun, calm + next.calm())
        + LogBeta.value(ended, goneOn)
        - LogBeta.value(ended, goneOn + next.goneOn());
  }

  /**
   * How much better two chances that a burst begins explain those seen next than one does: a
   * logarithm, the Bayes factor with Jeffreys' prior; 0 where they are no more frequent.
   */
  double moreOften(Bursts next) {
    boolean more = next.begun * chances() > begun * next.chances();
    double two = beta(next.begun, next.calm()) + beta(begun, calm());
    return more ? two - beta(begun + next.begun, calm() + next.calm()) : 0;
  }

  private static double beta(double begun, double calm) {
    return LogBeta.value(PRIOR + begun, PRIOR + calm) - LogBeta.value(PRIOR, PRIOR);
  }
}
