package dev.sluice.domain.rollout;

import dev.sluice.domain.control.Approval;
import dev.sluice.domain.inspection.Inspection;
import dev.sluice.domain.rollout.RolloutState.Abort;
import dev.sluice.domain.rollout.RolloutState.Rollback;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A copy of a state with some parts replaced. */
final class StateChange {
  private final RolloutState from;
  private Phase phase;
  private int begun;
  private int passed;
  private int changed;
  private int reverted;
  private int doneInBatch;
  private int attempt;
  private int round;
  private List<Approval> given;
  private String pausedBy;
  private @Nullable Trouble trouble;
  private @Nullable Abort abort;
  private Duration bakeExtension;
  private @Nullable Rollback rollback;
  private @Nullable Outcome outcome;
  private String reason;
  private @Nullable Inspection inspection;
  private Passage passage;

  StateChange(RolloutState from) {
    this.from = from;
    phase = from.phase();
    begun = from.begun();
    passed = from.passed();
    changed = from.changed();
    reverted = from.reverted();
    doneInBatch = from.doneInBatch();
    attempt = from.attempt();
    round = from.round();
    given = from.given();
    pausedBy = from.pausedBy();
    trouble = from.trouble();
    abort = from.abort();
    bakeExtension = from.bakeExtension();
    rollback = from.rollback();
    outcome = from.outcome();
    reason = from.reason();
    inspection = from.inspection();
    passage = from.passage();
  }

  StateChange phase(Phase value) {
    phase = value;
    return this;
  }

  StateChange counts(int begunBatches, int passedBatches, int changedTargets) {
    begun = begunBatches;
    passed = passedBatches;
    changed = changedTargets;
    return this;
  }

  /** Counts a batch's changed targets once, however often it was tried. */
  StateChange changedInBatch(int done) {
    changed += done - doneInBatch;
    doneInBatch = done;
    return this;
  }

  /** Counts a batch's reverted targets once, however often it was tried. */
  StateChange revertedInBatch(int done) {
    reverted += done - doneInBatch;
    doneInBatch = done;
    return this;
  }

  StateChange reverted(int value) {
    reverted = value;
    return this;
  }

  StateChange doneInBatch(int value) {
    doneInBatch = value;
    return this;
  }

  StateChange freshBatch() {
    return doneInBatch(0);
  }

  StateChange attempt(int value) {
    attempt = value;
    return this;
  }

  StateChange round(int value) {
    round = value;
    return this;
  }

  StateChange given(List<Approval> value) {
    given = value;
    return this;
  }

  StateChange pausedBy(String value) {
    pausedBy = value;
    return this;
  }

  StateChange trouble(@Nullable Trouble value) {
    trouble = value;
    return this;
  }

  StateChange abort(@Nullable Abort value) {
    abort = value;
    return this;
  }

  StateChange bakeExtension(Duration value) {
    bakeExtension = value;
    return this;
  }

  StateChange rollback(@Nullable Rollback value) {
    rollback = value;
    return this;
  }

  StateChange outcome(Outcome value) {
    outcome = value;
    return this;
  }

  StateChange reason(String value) {
    reason = value;
    return this;
  }

  StateChange inspection(Inspection value) {
    inspection = value;
    return this;
  }

  StateChange passage(Passage value) {
    passage = value;
    return this;
  }

  RolloutState made() {
    return new RolloutState(
        from.plan(),
        from.scope(),
        phase,
        begun,
        passed,
        changed,
        reverted,
        doneInBatch,
        attempt,
        round,
        given,
        pausedBy,
        trouble,
        abort,
        bakeExtension,
        rollback,
        outcome,
        reason,
        inspection,
        passage);
  }
}
