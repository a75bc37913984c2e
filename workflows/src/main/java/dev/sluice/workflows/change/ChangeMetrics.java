package dev.sluice.workflows.change;

import com.uber.m3.tally.Scope;
import com.uber.m3.util.Duration;
import dev.sluice.domain.inspection.Inspection;
import dev.sluice.domain.inspection.Verdict;
import dev.sluice.domain.rollout.Outcome;
import dev.sluice.domain.rollout.RolloutEvent;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts what changes do, by change type. Uses the workflow's own scope, which counts nothing twice
 * when a history is replayed.
 */
final class ChangeMetrics {
  private final String type;
  private @Nullable Instant rollbackBegan;

  ChangeMetrics(String type) {
    this.type = type;
  }

  void recorded(RolloutEvent event, Instant now) {
    if (event instanceof RolloutEvent.BatchChanged) {
      count("sluice_batches", "step", "apply");
    } else if (event instanceof RolloutEvent.BatchReverted) {
      count("sluice_batches", "step", "revert");
    } else if (event instanceof RolloutEvent.BakeBegun) {
      count("sluice_bakes", "step", "bake");
    } else if (event instanceof RolloutEvent.Inspected inspected) {
      inspected(inspected.inspection());
    } else if (event instanceof RolloutEvent.Watched watched) {
      inspected(watched.inspection());
    } else if (event instanceof RolloutEvent.RollbackBegun) {
      rollbackBegan = now;
    } else if (event instanceof RolloutEvent.Ended ended) {
      rolledBack(now);
      ended(ended.outcome());
    }
  }

  void ended(Outcome outcome) {
    count("sluice_changes", "outcome", outcome.name());
  }

  private void inspected(Inspection inspection) {
    count("sluice_verdicts", "verdict", inspection.verdict().name());
    Instant onset = inspection.onset();
    if (inspection.verdict() == Verdict.FAIL && onset != null) {
      record("sluice_onset_to_verdict", onset, inspection.time());
    }
  }

  private void rolledBack(Instant now) {
    if (rollbackBegan != null) {
      record("sluice_rollback", rollbackBegan, now);
      rollbackBegan = null;
    }
  }

  private void record(String name, Instant from, Instant to) {
    long millis = Math.max(0, java.time.Duration.between(from, to).toMillis());
    tagged(Map.of("change_type", type)).timer(name).record(Duration.ofMillis((double) millis));
  }

  private void count(String name, String tag, String value) {
    tagged(Map.of("change_type", type, tag, value)).counter(name).inc(1);
  }

  private static Scope tagged(Map<String, String> tags) {
    return Workflow.getMetricsScope().tagged(tags);
  }
}
