package dev.sluice.domain.rollout;

import dev.sluice.domain.gate.Pass;
import dev.sluice.domain.inspection.Inspection;
import dev.sluice.domain.inspection.Verdict;
import dev.sluice.domain.plan.Batch;
import dev.sluice.domain.plan.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A rollout that is told things one after the other; each word answers its last command. */
final class Course {
  private RolloutState state;
  private final List<RolloutEvent> facts = new ArrayList<>();
  private List<RolloutCommand> commands = List.of();

  Course(RolloutState state) {
    this.state = state;
  }

  /** Begun, with its prechecks passed if it asks for any. */
  static Course begun(Plan plan) {
    Course course = new Course(Rollout.planned(plan)).tell(new RolloutSignal.Begin());
    return course.state().phase() == Phase.PRECHECKING ? course.prechecked() : course;
  }

  Course tell(RolloutSignal signal) {
    Decision decision = Rollout.decide(state, signal);
    for (RolloutEvent fact : decision.facts()) {
      state = Rollout.apply(state, fact);
      facts.add(fact);
    }
    commands = decision.commands();
    return this;
  }

  Course prechecked() {
    return prechecked(List.of());
  }

  Course prechecked(List<String> obstacles) {
    return tell(new RolloutSignal.Prechecked(state.passage().looks(), obstacles));
  }

  /** A freeze has begun. */
  Course stopped(boolean drains) {
    return tell(new RolloutSignal.Stopped("freeze year end", drains));
  }

  /** It is over. */
  Course woken() {
    return tell(new RolloutSignal.Woken(Pass.NONE));
  }

  Course baselineTaken() {
    return tell(new RolloutSignal.BaselineTaken(state.passage().looks()));
  }

  /** The batch in hand is changed. */
  Course applied() {
    return applied(state.current().targets());
  }

  /** Of the batch in hand, this many targets are changed. */
  Course applied(int done) {
    Batch batch = state.current();
    return tell(
        new RolloutSignal.BatchApplied(
            batch.number(), state.attempt(), effect(done, batch.targets())));
  }

  Course inspected(Verdict verdict) {
    return tell(
        new RolloutSignal.BatchInspected(
            state.current().number(), state.round(), inspection(verdict)));
  }

  /** The next batches are changed and pass. */
  Course passes(int batches) {
    for (int i = 0; i < batches; i++) {
      applied().inspected(Verdict.PASS);
    }
    return this;
  }

  Course watched(Verdict verdict) {
    return tell(new RolloutSignal.Watched(state.round(), inspection(verdict)));
  }

  Course watchBroken() {
    return tell(new RolloutSignal.WatchBroken(state.round(), "NullPointerException: x is null"));
  }

  Course unchecked() {
    return tell(new RolloutSignal.RollbackUnchecked(rollback().round(), "it broke"));
  }

  /** Of the batch being taken back, this many targets are back. */
  Course reverted(int done) {
    Batch batch = state.batch(rollback().remaining());
    return tell(
        new RolloutSignal.BatchReverted(
            batch.number(), rollback().attempt(), effect(done, batch.targets())));
  }

  Course reverted() {
    return reverted(2);
  }

  Course checked(int notBack) {
    return tell(
        new RolloutSignal.RollbackChecked(rollback().round(), notBack, List.of("t001 is new")));
  }

  Course pause() {
    return tell(new RolloutSignal.Pause("ann", "lunch"));
  }

  Course resume() {
    return tell(new RolloutSignal.Resume("ann", "go on"));
  }

  Course abort(boolean hold) {
    return tell(new RolloutSignal.Abort("ann", "bad feeling", hold));
  }

  Course override(Verdict verdict) {
    return tell(new RolloutSignal.OverrideVerdict("ann", "I looked", verdict, 0));
  }

  Course extend() {
    return tell(new RolloutSignal.ExtendBake("ann", "too quiet", Duration.ofMinutes(10), 0));
  }

  /** The rollout of the stage that is in hand, begun. */
  Course stage(int stage) {
    return new Course(Rollout.ofStage(state, stage)).tell(new RolloutSignal.Begin());
  }

  /** The way back of a stage, begun. */
  Course stageBack(int stage) {
    int batches = rollback().remaining() - state.batchesBefore(stage);
    return new Course(Rollout.ofStageRollback(state, stage, batches))
        .tell(new RolloutSignal.Begin());
  }

  Course stageEnded(int stage, Course end) {
    return tell(new RolloutSignal.StageEnded(stage, state.attempt(), end.state()));
  }

  Course stageReverted(int stage, Course end) {
    return tell(new RolloutSignal.StageReverted(stage, rollback().attempt(), end.state()));
  }

  RolloutState state() {
    return state;
  }

  List<RolloutCommand> commands() {
    return commands;
  }

  List<RolloutEvent> facts() {
    return facts;
  }

  RolloutState.Rollback rollback() {
    RolloutState.Rollback rollback = state.rollback();
    if (rollback == null) {
      throw new AssertionError("no way back was begun: " + state);
    }
    return rollback;
  }

  static BatchEffect effect(int done, int of) {
    return new BatchEffect(done, of - done, done == of ? List.of() : List.of("t001 is down"));
  }

  static Inspection inspection(Verdict verdict) {
    return new Inspection(
        verdict, "it is " + verdict, List.of(), Instant.EPOCH, Duration.ofMinutes(5), null);
  }
}
