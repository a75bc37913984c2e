package dev.sluice.inspection.stream;

import org.apache.commons.numbers.gamma.LogBeta;

/**
 * How much better it explains what was counted since a change that it got worse than that it is as
 * ever.
 *
 * <p>The Bayes factor of two independent binomials with Jeffreys' prior against one (E. Gunel, J.
 * Dickey, "Bayes factors for independence in contingency tables", Biometrika 61, 1974). Read as an
 * e-value it may be looked at after every sample (R. Turner, A. Ly, P. Grünwald, "Generic
 * E-variables for exact sequential k-sample tests that allow for optional stopping", 2024). All
 * counts are divided by their overdispersion. So are those of one target that has no past: they are
 * a cluster, and are divided by its design effect (J. Rao, A. Scott, "A simple method for the
 * analysis of clustered binary data", Biometrics 48, 1992).
 *
 * <p>Bursts have a rate of their own, and cost what so many of them are unlikely. One that goes on
 * looks like harm, until it has gone on for longer than bursts do.
 */
final class CountedEvidence {
  private static final double PRIOR = 0.5;
  private static final double LOG_PRIOR = LogBeta.value(PRIOR, PRIOR);

  private final Bursts bursts;
  private final double overdispersion;
  private final double minimum;
  private final double expected;
  private final double likeness;
  private final int peers;
  private final int skipped;

  /**
   * @param minimum smallest difference of the rates that matters, above 0
   * @param expected difference that the author expects
   * @param alpha how often a change that does no harm may be failed
   * @param skipped intervals since the change that are not looked at
   */
  CountedEvidence(CountedPast past, double minimum, double expected, double alpha, int skipped) {
    overdispersion = past.overdispersion();
    bursts = past.bursts();
    this.minimum = minimum;
    this.expected = expected;
    likeness = past.likeness(alpha);
    peers = past.peers();
    this.skipped = skipped;
  }

  /** The difference that the author expects. */
  double expected() {
    return expected;
  }

  /** The unchanged targets' requests whose rate may be the usual one. */
  Requests usual(CountedBeside unchanged) {
    return unchanged.usual(overdispersion, bursts);
  }

  /** Takes what a changed target counted in one interval. */
  void take(BurstPaths changed, int target, Requests requests) {
    changed.take(target, requests, overdispersion, bursts);
  }

  /**
   * The logarithm of the Bayes factor, 0 or above; less for a rise that matters less.
   *
   * @param usual requests whose rate may be the usual one
   */
  double against(BurstPaths changed, CountedBeside unchanged, Requests usual) {
    Requests since = changed.counted();
    if (since.all() == 0 || usual.all() == 0) {
      return 0;
    }
    Rates rates = new Rates(usual, scatter(since.all()));
    Requests between = since.without(changed.inBursts());
    double asBursts = asBursts(changed, unchanged, rates);
    double asEver = rates.same(between) + asBursts;
    // What looks like bursts may be none, and still all as ever.
    double doubt = Math.max(0, rates.same(since) - asEver);
    double beyondBursts =
        weighed(rates.worse(between) - rates.same(between), between, usual)
            + weighed(moreBursts(changed, unchanged), since, usual)
            - doubt;
    Requests some = changed.ofBursting();
    double someAsEver =
        Math.max(rates.same(some), rates.same(some.without(changed.inBursts())) + asBursts);
    double throughout = weighed(rates.worse(some) - someAsEver - choices(changed), some, usual);
    return Math.max(0, Math.max(throughout, beyondBursts));
  }

  /** How well rates explain some requests together with those whose rate may be the usual one. */
  private final class Rates {
    private final double own;
    private final double bad;
    private final double all;

    Rates(Requests usual, double own) {
      double others = scatter(usual.all() / peers);
      this.own = own;
      all = usual.all() / others;
      bad = Math.min(all, usual.bad() / others + expected * all);
    }

    double alone(Requests some) {
      return rate(some.bad() / own, some.all() / own);
    }

    /** Each has a rate. */
    double worse(Requests some) {
      return alone(some) + rate(bad, all);
    }

    /** Both have one rate. */
    double same(Requests some) {
      return rate(some.bad() / own + bad, some.all() / own + all);
    }
  }

  /** How well bursts such as there were before explain what may be bursts; 0 for none. */
  private double asBursts(BurstPaths changed, CountedBeside unchanged, Rates rates) {
    Requests in = changed.inBursts();
    if (in.all() == 0) {
      return 0;
    }
    int together = together(changed, unchanged);
    return rates.alone(in)
        - bursts.surprise(changed.bursts().over(together))
        + changed.early() / together * Math.log(1.0 + skipped);
  }

  /** How much better it explains them that bursts became more frequent, on these targets alone. */
  private double moreBursts(BurstPaths changed, CountedBeside unchanged) {
    return unchanged.isBurstCommon(overdispersion, bursts)
        ? 0
        : bursts.moreOften(changed.bursts().over(together(changed, unchanged)));
  }

  /** Without unchanged targets nobody tells whether what befalls several is one event. */
  private static int together(BurstPaths changed, CountedBeside unchanged) {
    return unchanged.isNobody() ? Math.max(1, changed.bursting()) : 1;
  }

  /** What it costs to choose among the changed targets those that have bursts. */
  private static double choices(BurstPaths changed) {
    int all = changed.targets();
    int some = changed.bursting();
    return -LogBeta.value(all - some + 1.0, some + 1.0) - Math.log(all + 1.0);
  }

  private double weighed(double evidence, Requests worse, Requests usual) {
    double difference = worse.rate() - usual.rate() - expected;
    return difference > 0 ? Math.max(0, evidence) * Math.min(1, difference / minimum) : 0;
  }

  /** By how much so many requests of one target are to be divided. */
  double scatter(double requests) {
    double cluster = likeness == 0 ? 1 : 1 + likeness * Math.max(0, requests - 1);
    return overdispersion * cluster;
  }

  /** How well one rate explains so many bad requests of all: the logarithm of a likelihood. */
  private static double rate(double bad, double all) {
    return LogBeta.value(PRIOR + bad, PRIOR + all - bad) - LOG_PRIOR;
  }
}
