package dev.sluice.simulation;

import dev.sluice.domain.gate.Pass;
import dev.sluice.domain.inspection.Inspection;
import dev.sluice.domain.inspection.Verdict;
import dev.sluice.domain.plan.Batch;
import dev.sluice.domain.rollout.BatchEffect;
import dev.sluice.domain.rollout.Decision;
import dev.sluice.domain.rollout.Outcome;
import dev.sluice.domain.rollout.Phase;
import dev.sluice.domain.rollout.Rollout;
import dev.sluice.domain.rollout.RolloutCommand;
import dev.sluice.domain.rollout.RolloutEvent;
import dev.sluice.domain.rollout.RolloutSignal;
import dev.sluice.domain.rollout.RolloutState;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Rollouts that are wrong in one way each. */
final class Mutant {
  private Mutant() {}

  /** Changes the next batch while the last one is not judged. */
  static Decision widensWithoutAVerdict(RolloutState state, RolloutSignal signal) {
    if (signal instanceof RolloutSignal.BatchApplied
        && state.phase() == Phase.APPLYING
        && state.begun() < state.batches()) {
      Batch next = state.batch(state.begun() + 1);
      return new Decision(
          List.of(new RolloutEvent.BatchBegun(next.number(), 1)),
          List.of(new RolloutCommand.ApplyBatch(next, 1)));
    }
    return Rollout.decide(state, signal);
  }

  /** Changes the batch once more when it has failed. */
  static Decision appliesAgainAfterAFail(RolloutState state, RolloutSignal signal) {
    if (signal instanceof RolloutSignal.BatchInspected inspected
        && state.phase() == Phase.BAKING
        && inspected.inspection().verdict() == Verdict.FAIL) {
      return new Decision(
          List.of(
              new RolloutEvent.Inspected(inspected.batch(), inspected.inspection()),
              new RolloutEvent.BatchBegun(inspected.batch(), state.attempt() + 1)),
          List.of(new RolloutCommand.ApplyBatch(state.current(), state.attempt() + 1)));
    }
    return Rollout.decide(state, signal);
  }

  /** Takes every way back for a success. */
  static Decision believesEveryWayBack(RolloutState state, RolloutSignal signal) {
    return switch (signal) {
      case RolloutSignal.BatchReverted reverted ->
          Rollout.decide(
              state,
              new RolloutSignal.BatchReverted(
                  reverted.batch(),
                  reverted.attempt(),
                  new BatchEffect(reverted.effect().done(), 0, List.of())));
      case RolloutSignal.RollbackChecked checked ->
          Rollout.decide(state, new RolloutSignal.RollbackChecked(checked.round(), 0, List.of()));
      case RolloutSignal other -> Rollout.decide(state, other);
    };
  }

  /** Forgets that somebody asked for a pause. */
  static Decision forgetsPauses(RolloutState state, RolloutSignal signal) {
    return signal instanceof RolloutSignal.BatchInspected
        ? Rollout.decide(Rollout.apply(state, new RolloutEvent.Resumed("", "")), signal)
        : Rollout.decide(state, signal);
  }

  /** Records each pause anew. */
  static Decision recordsPausesTwice(RolloutState state, RolloutSignal signal) {
    return signal instanceof RolloutSignal.Pause pause && !state.ended()
        ? new Decision(
            List.of(new RolloutEvent.PauseAsked(pause.actor(), pause.reason())), List.of())
        : Rollout.decide(state, signal);
  }

  /** Gives each order to change a batch twice. */
  static Decision ordersTwice(RolloutState state, RolloutSignal signal) {
    Decision decision = Rollout.decide(state, signal);
    return new Decision(
        decision.facts(),
        Stream.concat(
                decision.commands().stream(),
                decision.commands().stream().filter(RolloutCommand.ApplyBatch.class::isInstance))
            .toList());
  }

  /** Takes back the first batch first. */
  static Decision takesBackTheFirstFirst(RolloutState state, RolloutSignal signal) {
    return commands(
        Rollout.decide(state, signal),
        command ->
            command instanceof RolloutCommand.RevertBatch revert
                ? new RolloutCommand.RevertBatch(state.batch(1), revert.attempt())
                : command);
  }

  /** Lets a batch pass that can't be judged. */
  static Decision passesWhatIsInconclusive(RolloutState state, RolloutSignal signal) {
    if (signal instanceof RolloutSignal.BatchInspected inspected
        && inspected.inspection().verdict() == Verdict.INCONCLUSIVE) {
      Inspection was = inspected.inspection();
      Inspection pass =
          new Inspection(
              Verdict.PASS, was.summary(), List.of(), was.time(), was.baked(), was.onset());
      return Rollout.decide(
          state, new RolloutSignal.BatchInspected(inspected.batch(), inspected.round(), pass));
    }
    return Rollout.decide(state, signal);
  }

  /** Counts each changed target twice. */
  static Decision countsTwice(RolloutState state, RolloutSignal signal) {
    return facts(
        Rollout.decide(state, signal),
        fact ->
            fact instanceof RolloutEvent.BatchChanged changed
                ? new RolloutEvent.BatchChanged(
                    changed.batch(),
                    new BatchEffect(
                        2 * changed.effect().done(),
                        changed.effect().failed(),
                        changed.effect().failures()))
                : fact);
  }

  /** Ends at once when aborted, whatever is in hand. */
  static Decision walksAwayWhenAborted(RolloutState state, RolloutSignal signal) {
    return signal instanceof RolloutSignal.Abort abort && !state.ended()
        ? new Decision(List.of(new RolloutEvent.Ended(Outcome.STOPPED, abort.reason())), List.of())
        : Rollout.decide(state, signal);
  }

  /** Forgets to watch a batch that is changed. */
  static Decision forgetsToBake(RolloutState state, RolloutSignal signal) {
    Decision decision = Rollout.decide(state, signal);
    return new Decision(
        decision.facts(),
        decision.commands().stream()
            .filter(command -> !(command instanceof RolloutCommand.BakeBatch))
            .toList());
  }

  /** Decides by something else than the state: how often it was asked. */
  static Decision remembersOnItsOwn(AtomicInteger asked, RolloutState state, RolloutSignal signal) {
    return commands(
        Rollout.decide(state, signal),
        command ->
            command instanceof RolloutCommand.BakeBatch bake
                ? new RolloutCommand.BakeBatch(
                    bake.batch(), bake.round(), Duration.ofSeconds(asked.incrementAndGet()))
                : command);
  }

  /** Begins as soon as the gate says anything. */
  static Decision takesAnyWordForYes(RolloutState state, RolloutSignal signal) {
    return signal instanceof RolloutSignal.GateTold && state.phase() == Phase.AT_GATE
        ? new Decision(
            List.of(new RolloutEvent.PrechecksBegun()), List.of(new RolloutCommand.RunPrechecks(0)))
        : Rollout.decide(state, signal);
  }

  /** Lets an approval count for ever. */
  static Decision forgetsExpiry(RolloutState state, RolloutSignal signal) {
    return signal instanceof RolloutSignal.ApprovalsExpired
        ? new Decision(List.of(), List.of())
        : Rollout.decide(state, signal);
  }

  static Decision forgetsStops(RolloutState state, RolloutSignal signal) {
    return signal instanceof RolloutSignal.Stopped
        ? Rollout.decide(state, signal)
        : Rollout.decide(Rollout.apply(state, new RolloutEvent.Woken("", Pass.NONE)), signal);
  }

  /** Goes on as if nothing could have changed meanwhile. */
  static Decision trustsTheOldBaseline(RolloutState state, RolloutSignal signal) {
    return signal instanceof RolloutSignal.Woken
        ? Rollout.decide(Rollout.apply(state, new RolloutEvent.BaselineTaken()), signal)
        : Rollout.decide(state, signal);
  }

  private static Decision facts(Decision decision, UnaryOperator<RolloutEvent> change) {
    return new Decision(decision.facts().stream().map(change).toList(), decision.commands());
  }

  private static Decision commands(Decision decision, UnaryOperator<RolloutCommand> change) {
    return new Decision(decision.facts(), decision.commands().stream().map(change).toList());
  }
}
