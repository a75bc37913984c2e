package dev.sluice.worker.ops;

import java.util.Arrays;
import java.util.Optional;

/**
 * Every metric of Sluice's own, declared in one place. Workflows count through their Temporal
 * scope, so that a replay counts nothing twice; the rest is counted by {@link SluiceMetrics}.
 */
public enum SluiceMeter {
  CHANGES("sluice_changes", "Changes ended, by change type and outcome"),
  BATCHES("sluice_batches", "Batches changed or taken back, by change type"),
  BAKES("sluice_bakes", "Bakes begun, by change type"),
  VERDICTS("sluice_verdicts", "Verdicts of inspections, by change type"),
  ONSET_TO_VERDICT("sluice_onset_to_verdict", "Time from an anomaly's first sample to FAIL"),
  ROLLBACK("sluice_rollback", "Time from the begin of a rollback to its end"),
  PAGES("sluice_pages", "Times a person was called, by change type"),
  NOTICES("sluice_notices", "Tries to tell a channel, by channel and result"),
  CALLS("sluice_api_calls", "Calls of the API, by method and code");

  private final String id;
  private final String meaning;

  SluiceMeter(String id, String meaning) {
    this.id = id;
    this.meaning = meaning;
  }

  /** Name without the suffix that Prometheus adds. */
  public String id() {
    return id;
  }

  public String meaning() {
    return meaning;
  }

  static Optional<SluiceMeter> of(String id) {
    return Arrays.stream(values()).filter(meter -> meter.id.equals(id)).findFirst();
  }
}
