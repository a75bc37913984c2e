package dev.sluice.domain.inspection;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one inspection says about the targets a change has touched.
 *
 * @param verdict pass, fail or inconclusive
 * @param summary one sentence in plain words: why
 * @param evidence one entry for each metric judged, the weightiest first
 * @param time when the verdict was reached
 * @param baked how long the targets had been watched by then
 * @param onset time of the first sample of an anomaly, null if none was seen
 */
public record Inspection(
    Verdict verdict,
    String summary,
    List<Evidence> evidence,
    Instant time,
    Duration baked,
    @Nullable Instant onset) {
  public Inspection {
    evidence = List.copyOf(evidence);
  }
}
