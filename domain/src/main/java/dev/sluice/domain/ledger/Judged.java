package dev.sluice.domain.ledger;

import dev.sluice.domain.inspection.Verdict;
import java.time.Duration;
import java.util.List;

/**
 * An inspection came to a verdict.
 *
 * @param stage number of the stage, from 1; 0 for the watch after the last
 * @param batch number of the batch in the change, from 1; 0 for the watch after the last
 * @param verdict the verdict
 * @param summary why, in one sentence
 * @param evidence what each metric said, at most 100
 * @param baked how long the targets had been watched
 */
public record Judged(
    int stage,
    int batch,
    Verdict verdict,
    String summary,
    List<JudgedMetric> evidence,
    Duration baked)
    implements Content {
  public Judged {
    stage = Limits.count("stage", stage);
    batch = Limits.count("batch", batch);
    summary = Limits.text(summary);
    evidence = Limits.list("evidence", evidence, Limits.MOST_EVIDENCE);
    baked = Limits.length("baked", baked);
  }
}
