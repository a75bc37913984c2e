package dev.sluice.inspection.stream;

import java.util.ArrayList;
import java.util.List;

/**
 * The bursts before a change: found by what is usual between them, which is known once they are
 * found. So it goes on from no burst and no other scatter until both stay.
 */
final class PastBursts {
  private static final int MOST_ROUNDS = 6;

  /** Where more of the time is in bursts they are what is usual. */
  private static final double MOST = 0.25;

  private final List<CountedSeries> treatment;
  private final List<CountedSeries> control;
  private final List<CountedSeries> all;
  private Bursts bursts;
  private double overdispersion = 1;

  /**
   * @param treatment of changed targets
   * @param control of unchanged ones
   */
  PastBursts(List<CountedSeries> treatment, List<CountedSeries> control) {
    this.treatment = treatment;
    this.control = control;
    all = new ArrayList<>(treatment);
    all.addAll(control);
    Bursts none = new Bursts(0, 0, all.stream().mapToInt(CountedSeries::intervals).sum());
    bursts = none;
    int rounds = 0;
    while (look() && rounds < MOST_ROUNDS) {
      rounds++;
    }
    if (bursts.lasting() > MOST * bursts.intervals()) {
      all.forEach(CountedSeries::forgetBursts);
      bursts = none;
      overdispersion = scatter();
    }
  }

  /** Whether it found others than before. */
  private boolean look() {
    float begun = 0;
    float lasting = 0;
    for (CountedSeries series : all) {
      Bursts found = series.find(bursts, overdispersion);
      begun += found.begun();
      lasting += found.lasting();
    }
    Bursts before = bursts;
    bursts = new Bursts(begun, lasting, before.intervals());
    overdispersion = scatter();
    return !bursts.equals(before);
  }

  private double scatter() {
    CountScatter scatter = new CountScatter();
    scatter.add(treatment);
    scatter.add(control);
    return scatter.overdispersion();
  }

  Bursts bursts() {
    return bursts;
  }

  /** How much more counts scatter between bursts than independent requests would, at least 1. */
  double overdispersion() {
    return overdispersion;
  }
}
