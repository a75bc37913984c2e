package dev.sluice.domain.report;

/**
 * How often alarms were right, as far as people said so.
 *
 * @param right true alarms
 * @param wrong false alarms
 * @param missed changes that did harm without an alarm
 */
public record Accuracy(int right, int wrong, int missed) {
  /**
   * Share of the alarms with feedback that were true; of nothing where there is no feedback yet.
   */
  public Share precision() {
    return new Share(right, right + wrong);
  }
}
