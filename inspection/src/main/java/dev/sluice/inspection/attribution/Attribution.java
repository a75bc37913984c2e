package dev.sluice.inspection.attribution;

import java.util.List;
import java.util.Optional;

/**
 * Who did it, most likely.
 *
 * @param ranking every candidate once, the most likely first
 * @param nobody probability that none of them did it, 0 to 1; with those of all candidates it adds
 *     up to 1
 */
public record Attribution(List<Accused> ranking, double nobody) {
  public Attribution {
    ranking = List.copyOf(ranking);
  }

  /** The one that did it with at least such a probability. */
  public Optional<Accused> guilty(double probability) {
    return ranking.stream().limit(1).filter(one -> one.probability() >= probability).findFirst();
  }
}
