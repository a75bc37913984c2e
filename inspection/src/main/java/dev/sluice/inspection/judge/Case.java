package dev.sluice.inspection.judge;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * One question to the judge: did this change make these metrics worse on the targets it touched?
 *
 * @param comparisons one for each metric
 * @param changeStart when the first of the treated targets began to change: samples before are
 *     "before"
 * @param changeEnd when the last of them ran the new state: samples after are "since"; what lies
 *     between is left out
 * @param now nothing later is looked at
 * @param interval time between two samples, as configured at the source
 * @param alpha chance that a harmless change is failed by this look and all others of its change
 * @param looks number of looks (batches times metrics) that share alpha
 */
public record Case(
    List<Comparison> comparisons,
    Instant changeStart,
    Instant changeEnd,
    Instant now,
    Duration interval,
    double alpha,
    int looks) {
  public Case {
    comparisons = List.copyOf(comparisons);
  }
}
