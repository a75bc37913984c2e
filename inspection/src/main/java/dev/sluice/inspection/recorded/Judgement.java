package dev.sluice.inspection.recorded;

import dev.sluice.domain.inspection.Inspection;
import java.util.List;

/**
 * How a recorded case was judged.
 *
 * @param caseId the case
 * @param inspection the last verdict with its evidence
 * @param score how bad the worst evidence looked at any sample, on a scale that is the same for all
 *     cases; it fails above 1
 * @param detectedAt index from 0, among the samples since the change, of the last one seen when
 *     FAIL was first held; -1 where it was not
 * @param trace how each metric looked after each sample, empty unless it was asked for
 */
public record Judgement(
    String caseId, Inspection inspection, double score, int detectedAt, List<TracePoint> trace) {
  public Judgement {
    trace = List.copyOf(trace);
  }

  /**
   * How one metric looked after one sample.
   *
   * @param metric its name
   * @param sample index from 0 among the samples since the change
   * @param observed level on the changed targets, in the metric's unit; NaN without a sample
   * @param expected level expected without the change, in the metric's unit; NaN where unknown
   * @param effect relative effect so far, 0.2 = 20 % above expected; NaN where unknown
   * @param low lower end of the effect's interval
   * @param high upper end of the effect's interval
   * @param score of this metric; it fails above 1
   */
  public record TracePoint(
      String metric,
      int sample,
      double observed,
      double expected,
      double effect,
      double low,
      double high,
      double score) {}
}
