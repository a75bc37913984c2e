package dev.sluice.simulation.world;

import dev.sluice.domain.inspection.Inspection;
import dev.sluice.domain.rollout.Decision;
import dev.sluice.domain.rollout.Rollout;
import dev.sluice.domain.rollout.RolloutCommand;
import dev.sluice.domain.rollout.RolloutEvent;
import dev.sluice.domain.rollout.RolloutSignal;
import dev.sluice.domain.rollout.RolloutState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One rollout of a world, the change's or a stage's: carries out what is decided. */
public final class Run {
  private final World world;
  private final String name;
  private final RolloutState first;
  private final @Nullable StageOrder order;
  private final List<RolloutEvent> facts = new ArrayList<>();
  private RolloutState state;
  private @Nullable Work inHand;
  private @Nullable Instant wake;
  private int awaited = 1;
  private boolean killed;

  /**
   * @param order that started it, null for the change itself
   */
  Run(World world, String name, RolloutState first, @Nullable StageOrder order) {
    this.world = world;
    this.name = name;
    this.first = first;
    this.order = order;
    state = first;
  }

  /** Takes in a signal and begins what follows from it; what has expired by then comes first. */
  void take(RolloutSignal signal) {
    if (killed) {
      return;
    }
    Instant expiry = state.nextExpiry();
    if (expiry != null && !world.now().isBefore(expiry)) {
      hear(new RolloutSignal.ApprovalsExpired(world.now()));
    }
    hear(signal);
    wakeAt(state.nextExpiry());
  }

  private void wakeAt(@Nullable Instant expiry) {
    if (expiry != null && !expiry.equals(wake)) {
      wake = expiry;
      long seconds = Math.max(1, Duration.between(world.now(), expiry).toSeconds());
      world.agenda().in(seconds, () -> take(new RolloutSignal.ApprovalsExpired(world.now())));
    }
  }

  private void hear(RolloutSignal signal) {
    if (signal instanceof RolloutSignal.Begin) {
      awaited--;
    }
    RolloutState before = state;
    Decision decision = world.decider().decide(before, signal);
    for (RolloutEvent fact : decision.facts()) {
      state = Rollout.apply(state, fact);
      facts.add(fact);
      if (order != null && fact instanceof RolloutEvent.BatchPassed) {
        order.progressed(state);
      }
    }
    decision.commands().forEach(this::carryOut);
    world.took(new Moment(world, this, before, signal, decision, state));
    if (order != null && state.ended() && !before.ended()) {
      order.ended(state);
    }
  }

  private void carryOut(RolloutCommand command) {
    switch (command) {
      case RolloutCommand.AwaitApproval await ->
          new Waiting(this, await.atMost().toSeconds(), RolloutSignal.ApprovalTimedOut::new, true);
      case RolloutCommand.AskGate _ -> world.gatekeeper().asked(this);
      case RolloutCommand.LeaveGate _ -> world.gatekeeper().left(this);
      case RolloutCommand.TakeBaseline take ->
          wait(take.duration().toSeconds(), () -> new RolloutSignal.BaselineTaken(take.look()));
      case RolloutCommand.RunPrechecks run ->
          wait(world.dice().between(1, 60), () -> prechecked(run.look()));
      case RolloutCommand.ApplyBatch apply ->
          inHand = new BatchOrder(this, apply.batch(), apply.attempt(), true);
      case RolloutCommand.RevertBatch revert ->
          inHand = new BatchOrder(this, revert.batch(), revert.attempt(), false);
      case RolloutCommand.BakeBatch bake -> bake(bake);
      case RolloutCommand.Watch watch ->
          wait(
              watch.duration().toSeconds(),
              () ->
                  breaks()
                      ? new RolloutSignal.WatchBroken(watch.round(), "it broke")
                      : new RolloutSignal.Watched(watch.round(), world.inspector().watch(state)));
      case RolloutCommand.RunStage run ->
          inHand =
              new StageOrder(
                  this, Rollout.ofStage(state, run.stage()), run.stage(), run.attempt(), true);
      case RolloutCommand.RevertStage revert ->
          inHand =
              new StageOrder(
                  this,
                  Rollout.ofStageRollback(state, revert.stage(), revert.batches()),
                  revert.stage(),
                  revert.attempt(),
                  false);
      case RolloutCommand.SteerStage steer -> {
        if (inHand instanceof StageOrder stage) {
          stage.tell(steer.steering());
        }
      }
      case RolloutCommand.CheckRollback check ->
          inHand =
              new Waiting(
                  this, world.dice().between(1, 60), () -> rollbackChecked(check.round()), false);
      case RolloutCommand.CancelWork _ -> {
        if (inHand != null) {
          inHand.cancel();
        }
      }
      case RolloutCommand.Page _ -> world.paged();
    }
  }

  private void wait(long seconds, Supplier<RolloutSignal> answer) {
    inHand = new Waiting(this, seconds, answer, true);
  }

  private void bake(RolloutCommand.BakeBatch bake) {
    if (inHand instanceof Waiting running) {
      running.cancel();
    }
    Inspection inspection = world.inspector().bake(bake.batch(), bake.extension());
    wait(
        inspection.baked().toSeconds(),
        () -> new RolloutSignal.BatchInspected(bake.batch().number(), bake.round(), inspection));
  }

  private RolloutSignal prechecked(int look) {
    return new RolloutSignal.Prechecked(
        look,
        world.dice().chance(look == 0 ? 0.02 : 0.1) ? List.of("a target is not ready") : List.of());
  }

  private boolean breaks() {
    return world.dice().chance(world.faults().breaks());
  }

  private RolloutSignal rollbackChecked(int round) {
    if (world.dice().chance(world.faults().relapse())) {
      world.fleet().relapse(state.batch(1));
    }
    if (breaks()) {
      return new RolloutSignal.RollbackUnchecked(round, "it broke");
    }
    int notBack = 0;
    for (int k = 1; k <= state.begun(); k++) {
      int batch = state.batch(k).number();
      notBack += state.batch(k).targets() - world.fleet().count(batch, Fleet.Condition.OLD);
    }
    return new RolloutSignal.RollbackChecked(
        round, notBack, notBack == 0 ? List.of() : List.of("a target"));
  }

  /** One more answer is awaited. */
  void expect() {
    awaited++;
  }

  /** An awaited answer will not come. */
  void dropped() {
    awaited--;
  }

  /** An awaited answer is under way. */
  void answer(RolloutSignal signal) {
    world.deliver(
        this,
        signal,
        () -> {
          awaited--;
          take(signal);
        });
  }

  void kill() {
    killed = true;
    if (inHand != null) {
      inHand.kill();
    }
  }

  /** Whether something it ordered will still answer. */
  public boolean waitsForAnswer() {
    return awaited > 0;
  }

  /** For people: "change", "stage 2", "stage 2 back". */
  public String name() {
    return name;
  }

  /** The state it was started with. */
  public RolloutState first() {
    return first;
  }

  public RolloutState state() {
    return state;
  }

  /** All facts since its start. */
  public List<RolloutEvent> facts() {
    return List.copyOf(facts);
  }

  World world() {
    return world;
  }
}
