package dev.sluice.inspection.stream;

import java.nio.ByteBuffer;

/**
 * Bad requests by their number, exact near zero and with few requests: against the most favourable
 * of what their rate may be.
 */
final class Counts {
  private static final double PRIOR = 0.5;
  private static final double NINETY_PERCENT = 1.2816;

  private final boolean badIsHigh;
  private final boolean areRare;
  private final float badBefore;
  private final float allBefore;
  private final float badBeforeBeside;
  private final float allBeforeBeside;
  private final CountedEvidence evidence;
  private final BurstPaths changed;
  private final CountedBeside unchanged;
  private double largest;

  /**
   * @param minimum smallest difference of the rates that matters, above 0
   * @param expected difference that the author expects
   * @param alpha how often a change that does no harm may be failed
   * @param skipped intervals since the change that are not looked at
   */
  Counts(CountedPast past, double minimum, double expected, double alpha, int skipped) {
    badIsHigh = past.badIsHigh();
    areRare = past.areRare();
    badBefore = (float) past.treatment().bad();
    allBefore = (float) past.treatment().all();
    badBeforeBeside = (float) past.control().bad();
    allBeforeBeside = (float) past.control().all();
    evidence = new CountedEvidence(past, minimum, expected, alpha, skipped);
    changed = new BurstPaths(past.changed(), expected, past.bursts(), skipped);
    unchanged = new CountedBeside(past.unchanged());
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
    for (int j = 0; j < treatment.length; j++) {
      Requests one = requests(treatment[j], requests[j]);
      if (one.all() > 0) {
        evidence.take(changed, j, one);
      }
    }
    for (int j = 0; j < control.length; j++) {
      unchanged.take(j, requests(control[j], requestsBeside[j]));
    }
    largest = Math.max(largest, newest());
  }

  private Requests requests(double rate, double number) {
    Requests requests = new Requests();
    requests.take(CountedPast.badRate(rate, badIsHigh), number);
    return requests;
  }

  /** Whether bad requests are so few that only their number tells. */
  boolean areRare() {
    return areRare;
  }

  /** Whether some of the changed targets have bursts, or what looks like bursts, and some none. */
  boolean isOfSome() {
    return changed.bursting() > 0 && changed.bursting() < changed.targets();
  }

  double score() {
    return largest;
  }

  /** On the scale of the score: against the most favourable of what the rate may be. */
  double newest() {
    Requests beside = evidence.usual(unchanged);
    Requests own = before();
    Requests pooled = new Requests();
    pooled.add(own);
    pooled.add(badBeforeBeside, allBeforeBeside);
    pooled.add(beside);
    double least = against(pooled);
    if (own.all() > 0) {
      least = Math.min(least, against(own));
    }
    return beside.all() > 0 ? Math.min(least, against(beside)) : least;
  }

  private double against(Requests usual) {
    return evidence.against(changed, unchanged, usual) / JudgeSettings.TAIL;
  }

  /** The rise of the rate that can't be excluded with 90 % confidence at this look. */
  double worstPlausible() {
    Requests since = changed.counted();
    if (since.all() == 0) {
      return Double.NaN;
    }
    double scatter = evidence.scatter(since.all());
    double requests = since.all() / scatter;
    double rate = (since.bad() / scatter + 1) / (requests + 2);
    return rate
        + NINETY_PERCENT * Math.sqrt(rate * (1 - rate) / requests)
        - usual()
        - evidence.expected();
  }

  /** The rate since the change, in the metric's own sense. */
  double observed() {
    Requests since = changed.counted();
    return since.all() > 0 ? CountedPast.badRate(since.rate(), badIsHigh) : Double.NaN;
  }

  /** What it should be: that of unchanged targets beside, else what it was. */
  double expected() {
    return CountedPast.badRate(usual(), badIsHigh);
  }

  /** How much more of the requests are bad than should be. */
  double excess() {
    return changed.counted().rate() - usual();
  }

  /** Those of the changed targets. */
  private Requests before() {
    Requests before = new Requests();
    before.add(badBefore, allBefore);
    return before;
  }

  private double usual() {
    Requests beside = evidence.usual(unchanged);
    return beside.all() > 0 ? beside.rate() : before().rate();
  }

  /** Half the width of the interval of the excess, by the normal approximation. */
  double margin(double threshold) {
    Requests since = changed.counted();
    double rate = (since.bad() + PRIOR) / (since.all() + 2 * PRIOR);
    double deviations = Math.sqrt(2 * JudgeSettings.TAIL * threshold);
    return deviations
        * Math.sqrt(evidence.scatter(since.all()) * rate * (1 - rate) / Math.max(1, since.all()));
  }

  int bytes() {
    return changed.bytes() + unchanged.bytes() + Double.BYTES;
  }

  void write(ByteBuffer out) {
    changed.write(out);
    unchanged.write(out);
    out.putDouble(largest);
  }

  void read(ByteBuffer in) {
    changed.read(in);
    unchanged.read(in);
    largest = in.getDouble();
  }
}
