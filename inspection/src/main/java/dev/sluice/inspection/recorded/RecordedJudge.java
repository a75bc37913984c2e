package dev.sluice.inspection.recorded;

/**
 * Judges a recorded case as a running change would see it: sample by sample, and each verdict from
 * what was known at that sample.
 */
public interface RecordedJudge {
  /**
   * @param trace whether the judgement should tell how each metric looked after each sample
   */
  Judgement judge(RecordedCase recorded, boolean trace);
}
