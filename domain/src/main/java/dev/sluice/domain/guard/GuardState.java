package dev.sluice.domain.guard;

import dev.sluice.domain.gate.GateStance;
import dev.sluice.domain.rollout.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a change stands that another platform carries out.
 *
 * @param step the newest that was let in, 0 before the first
 * @param told what it waits for at the gate; empty where it was told nothing
 * @param stop the freeze or incident that suspends it, in words; empty for none
 * @param approvers who agreed, each once
 * @param reason why it has to be taken back, or ended
 * @param outcome null while it runs
 */
public record GuardState(
    GuardPhase phase,
    int step,
    GateStance gate,
    String told,
    String stop,
    List<String> approvers,
    String reason,
    @Nullable Outcome outcome) {
  public static final GuardState START =
      new GuardState(
          GuardPhase.BETWEEN_STEPS, 0, GateStance.NOT_ASKED, "", "", List.of(), "", null);

  public GuardState {
    approvers = List.copyOf(approvers);
    if (phase.isEnd() != (outcome != null)) {
      throw new IllegalArgumentException("what has ended has an outcome: " + phase);
    }
  }

  GuardState in(GuardPhase next, String why) {
    return new GuardState(next, step, gate, told, stop, approvers, why, outcome);
  }

  GuardState begun(int number) {
    return new GuardState(GuardPhase.IN_STEP, number, gate, told, stop, approvers, reason, outcome);
  }

  GuardState at(GateStance stance, String standing) {
    return new GuardState(phase, step, stance, standing, stop, approvers, reason, outcome);
  }

  GuardState stopped(String by) {
    return new GuardState(phase, step, gate, told, by, approvers, reason, outcome);
  }

  GuardState approvedBy(String actor) {
    List<String> all = new ArrayList<>(approvers);
    all.add(actor);
    return new GuardState(phase, step, gate, told, stop, all, reason, outcome);
  }

  GuardState ended(GuardPhase how, Outcome as, String why) {
    return new GuardState(how, step, gate, told, stop, approvers, why, as);
  }
}
