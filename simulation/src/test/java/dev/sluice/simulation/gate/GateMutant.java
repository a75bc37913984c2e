package dev.sluice.simulation.gate;

import dev.sluice.domain.gate.Caps;
import dev.sluice.domain.gate.Claim;
import dev.sluice.domain.gate.GateCommand;
import dev.sluice.domain.gate.GateDecision;
import dev.sluice.domain.gate.GateRules;
import dev.sluice.domain.gate.GateSignal;
import dev.sluice.domain.gate.GateState;
import dev.sluice.domain.gate.Gates;
import dev.sluice.domain.plan.ChangeClass;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Gates that are wrong in one way each. */
final class GateMutant {
  private GateMutant() {}

  static GateDecision knowsNoCaps(GateState state, GateSignal signal, Instant now) {
    return signal instanceof GateSignal.Ruled ruled
        ? Gates.decide(
            state, new GateSignal.Ruled(new GateRules(Caps.NONE, ruled.rules().freezes())), now)
        : Gates.decide(state, signal, now);
  }

  static GateDecision looksAtServicesOnly(GateState state, GateSignal signal, Instant now) {
    return asking(
        state,
        signal,
        now,
        claim -> with(claim, claim.services(), claim.neighbours(), claim.changeClass(), false));
  }

  static GateDecision forgetsNeighbours(GateState state, GateSignal signal, Instant now) {
    return asking(
        state,
        signal,
        now,
        claim -> with(claim, claim.services(), List.of(), claim.changeClass(), true));
  }

  static GateDecision takesAllForEmergencies(GateState state, GateSignal signal, Instant now) {
    return asking(
        state,
        signal,
        now,
        claim -> with(claim, claim.services(), claim.neighbours(), ChangeClass.EMERGENCY, true));
  }

  static GateDecision suspendsNobody(GateState state, GateSignal signal, Instant now) {
    return without(
        Gates.decide(state, signal, now), command -> command instanceof GateCommand.Suspend);
  }

  static GateDecision saysNothing(GateState state, GateSignal signal, Instant now) {
    return without(
        Gates.decide(state, signal, now), command -> command instanceof GateCommand.Tell);
  }

  static GateDecision forgetsTheDead(GateState state, GateSignal signal, Instant now) {
    return signal instanceof GateSignal.Died
        ? new GateDecision(state, List.of(), false)
        : Gates.decide(state, signal, now);
  }

  static GateDecision queuesWhatRuns(GateState state, GateSignal signal, Instant now) {
    return Gates.decide(
        state,
        signal instanceof GateSignal.Runs runs ? new GateSignal.Asked(runs.claim()) : signal,
        now);
  }

  static GateDecision opensAtOnce(GateState state, GateSignal signal, Instant now) {
    return signal instanceof GateSignal.Lost || signal instanceof GateSignal.Recalled
        ? new GateDecision(state, List.of(), false)
        : Gates.decide(state, signal, now);
  }

  /** Begins with the newest. */
  static GateDecision servesTheLastFirst(GateState state, GateSignal signal, Instant now) {
    return Gates.decide(
        new GateState(state.rules(), state.incidents(), state.inside(), state.queue().reversed()),
        signal,
        now);
  }

  private static GateDecision asking(
      GateState state, GateSignal signal, Instant now, UnaryOperator<Claim> wrong) {
    return Gates.decide(
        state,
        signal instanceof GateSignal.Asked asked
            ? new GateSignal.Asked(wrong.apply(asked.claim()))
            : signal,
        now);
  }

  private static GateDecision without(GateDecision decision, Predicate<GateCommand> lost) {
    return new GateDecision(
        decision.state(),
        decision.commands().stream().filter(lost.negate()).toList(),
        decision.more());
  }

  private static Claim with(
      Claim claim,
      List<String> services,
      List<String> neighbours,
      ChangeClass changeClass,
      boolean targets) {
    return new Claim(
        claim.change(),
        claim.type(),
        changeClass,
        claim.risk(),
        claim.priority(),
        services,
        neighbours,
        targets ? claim.targets() : List.of(),
        claim.atRisk(),
        claim.zones(),
        claim.notBefore(),
        claim.notAfter());
  }
}
