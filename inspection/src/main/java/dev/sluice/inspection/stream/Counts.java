package dev.sluice.inspection.stream;

import java.nio.ByteBuffer;
import org.apache.commons.numbers.gamma.LogBeta;

/**
 * Bad requests by their number, exact near zero and with few requests: how much better two rates
 * explain what was counted than one does.
 *
 * <p>The Bayes factor of two independent binomials with Jeffreys' prior against one (E. Gunel, J.
 * Dickey, "Bayes factors for independence in contingency tables", Biometrika 61, 1974). Read as an
 * e-value it may be looked at after every sample (R. Turner, A. Ly, P. Grünwald, "Generic
 * E-variables for exact sequential k-sample tests that allow for optional stopping", 2024).
 * Requests that fail in bursts count for less: all counts are divided by their overdispersion. So
 * do those of one target that has no past: they are a cluster, and are divided by its design effect
 * (J. Rao, A. Scott, "A simple method for the analysis of clustered binary data", Biometrics 48,
 * 1992).
 */
final class Counts {
  private static final double PRIOR = 0.5;
  private static final double LOG_PRIOR = LogBeta.value(PRIOR, PRIOR);
  private static final double NINETY_PERCENT = 1.2816;

  private final CountedPast past;
  private final double minimum;
  private final double expected;
  private final double likeness;
  private final Requests since = new Requests();
  private final Requests beside = new Requests();
  private double largest;

  /**
   * @param minimum smallest difference of the rates that matters, above 0
   * @param expected difference that the author expects
   * @param alpha how often a change that does no harm may be failed
   */
  Counts(CountedPast past, double minimum, double expected, double alpha) {
    this.past = past;
    likeness = past.likeness(alpha);
    this.minimum = minimum;
    this.expected = expected;
  }

  /**
   * Takes what was counted in one interval.
   *
   * @param treatment rates of the changed targets
   * @param requests numbers of their requests
   * @param control rates of the unchanged targets
   * @param requestsBeside numbers of their requests
   */
  void take(double[] treatment, double[] requests, double[] control, double[] requestsBeside) {
    take(since, treatment, requests);
    take(beside, control, requestsBeside);
    largest = Math.max(largest, newest());
  }

  private void take(Requests into, double[] rates, double[] requests) {
    for (int j = 0; j < rates.length; j++) {
      into.take(CountedPast.badRate(rates[j], past.badIsHigh()), requests[j]);
    }
  }

  /** Whether bad requests are so few that only their number tells. */
  boolean areRare() {
    return past.areRare();
  }

  double score() {
    return largest;
  }

  /** On the scale of the score: against the most favourable of what the rate may be. */
  double newest() {
    Requests pooled = new Requests();
    pooled.add(past.treatment());
    pooled.add(past.control());
    pooled.add(beside);
    double least = against(pooled);
    if (past.treatment().all() > 0) {
      least = Math.min(least, against(past.treatment()));
    }
    return beside.all() > 0 ? Math.min(least, against(beside)) : least;
  }

  private double against(Requests usual) {
    double difference = since.rate() - usual.rate() - expected;
    if (since.all() == 0 || usual.all() == 0 || difference <= 0) {
      return 0;
    }
    double own = past.burst() * cluster(since.all());
    double burst = past.burst() * cluster(usual.all() / past.peers());
    double k = since.bad() / own;
    double m = since.all() / own;
    double n = usual.all() / burst;
    double a = Math.min(n, usual.bad() / burst + expected * n);
    double logFactor = evidence(k, m) + evidence(a, n) - evidence(k + a, m + n);
    return Math.max(0, logFactor / JudgeSettings.TAIL) * Math.min(1, difference / minimum);
  }

  /** How many times less so many requests of one target tell than as many of different ones. */
  private double cluster(double requests) {
    return likeness == 0 ? 1 : 1 + likeness * Math.max(0, requests - 1);
  }

  private static double evidence(double bad, double all) {
    return LogBeta.value(PRIOR + bad, PRIOR + all - bad) - LOG_PRIOR;
  }

  /** The rise of the rate that can't be excluded with 90 % confidence at this look. */
  double worstPlausible() {
    if (since.all() == 0) {
      return Double.NaN;
    }
    double own = past.burst() * cluster(since.all());
    double requests = since.all() / own;
    double rate = (since.bad() / own + 1) / (requests + 2);
    return rate + NINETY_PERCENT * Math.sqrt(rate * (1 - rate) / requests) - usual() - expected;
  }

  /** The rate since the change, in the metric's own sense. */
  double observed() {
    return since.all() > 0 ? CountedPast.badRate(since.rate(), past.badIsHigh()) : Double.NaN;
  }

  /** What it should be: that of unchanged targets beside, else what it was. */
  double expected() {
    return CountedPast.badRate(usual(), past.badIsHigh());
  }

  /** How much more of the requests are bad than should be. */
  double excess() {
    return since.rate() - usual();
  }

  private double usual() {
    return beside.all() > 0 ? beside.rate() : past.treatment().rate();
  }

  /** Half the width of the interval of the excess, by the normal approximation. */
  double margin(double threshold) {
    double rate = (since.bad() + PRIOR) / (since.all() + 2 * PRIOR);
    double deviations = Math.sqrt(2 * JudgeSettings.TAIL * threshold);
    return deviations
        * Math.sqrt(
            past.burst() * cluster(since.all()) * rate * (1 - rate) / Math.max(1, since.all()));
  }

  void write(ByteBuffer out) {
    since.write(out);
    beside.write(out);
    out.putDouble(largest);
  }

  void read(ByteBuffer in) {
    since.read(in);
    beside.read(in);
    largest = in.getDouble();
  }
}
