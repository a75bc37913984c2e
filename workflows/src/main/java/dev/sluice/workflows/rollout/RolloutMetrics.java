package dev.sluice.workflows.rollout;

import com.uber.m3.tally.Scope;
import com.uber.m3.util.Duration;
import dev.sluice.domain.inspection.Inspection;
import dev.sluice.domain.inspection.Verdict;
import dev.sluice.domain.rollout.Phase;
import dev.sluice.domain.rollout.RolloutEvent;
import dev.sluice.domain.rollout.RolloutState;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.Map;

/**
 * Counts batches, bakes and verdicts, by change type. Uses the workflow's own scope, which counts
 * nothing twice when a history is replayed.
 */
public final class RolloutMetrics {
  private final String type;

  /**
   * @param type the change type's name
   */
  public RolloutMetrics(String type) {
    this.type = type;
  }

  /**
   * @param before the state before the event
   */
  public void recorded(RolloutEvent event, RolloutState before) {
    if (event instanceof RolloutEvent.BatchChanged) {
      count("sluice_batches", "step", "apply");
    } else if (event instanceof RolloutEvent.BatchReverted) {
      count("sluice_batches", "step", "revert");
    } else if (event instanceof RolloutEvent.BakeBegun) {
      count("sluice_bakes", "step", "bake");
    } else if (event instanceof RolloutEvent.Inspected inspected) {
      // A stage in a child workflow has counted its own.
      if (before.phase() != Phase.IN_STAGE) {
        inspected(inspected.inspection());
      }
    } else if (event instanceof RolloutEvent.Watched watched) {
      inspected(watched.inspection());
    }
  }

  private void inspected(Inspection inspection) {
    count("sluice_verdicts", "verdict", inspection.verdict().name());
    Instant onset = inspection.onset();
    if (inspection.verdict() == Verdict.FAIL && onset != null) {
      record("sluice_onset_to_verdict", onset, inspection.time());
    }
  }

  /** Records how long something took, below zero counting as zero. */
  public void record(String name, Instant from, Instant to) {
    long millis = Math.max(0, java.time.Duration.between(from, to).toMillis());
    tagged(Map.of("change_type", type)).timer(name).record(Duration.ofMillis((double) millis));
  }

  /** Counts one more. */
  public void count(String name, String tag, String value) {
    tagged(Map.of("change_type", type, tag, value)).counter(name).inc(1);
  }

  private static Scope tagged(Map<String, String> tags) {
    return Workflow.getMetricsScope().tagged(tags);
  }
}
