package dev.sluice.inspection.localization;

import java.util.List;

/**
 * Where an anomaly sits.
 *
 * @param causes combinations of the same labels that explain it together, at most {@link
 *     Localizer#MOST_CAUSES}; empty where nothing was lost
 * @param score how well, at most 1: the share of the loss that they explain, less what they take in
 *     beside it; 0 for no causes
 * @param explained share of the loss that lies in them, 0 to 1
 * @param share share of the traffic that lies in them, 0 to 1
 * @param probability that there is a local fault and that these are exactly its place, 0 to 1
 */
public record Localization(
    List<Combination> causes, double score, double explained, double share, double probability) {
  /** Nothing was lost. */
  public static final Localization NOWHERE = new Localization(List.of(), 0, 0, 0, 0);

  public Localization {
    causes = List.copyOf(causes);
  }
}
