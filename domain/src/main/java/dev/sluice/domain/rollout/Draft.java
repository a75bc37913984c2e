package dev.sluice.domain.rollout;

import java.util.ArrayList;
import java.util.List;

/** A decision in the making: facts take effect on the draft's state as they are recorded. */
final class Draft {
  private final List<RolloutEvent> facts = new ArrayList<>();
  private final List<RolloutCommand> commands = new ArrayList<>();
  private RolloutState state;

  Draft(RolloutState state) {
    this.state = state;
  }

  RolloutState state() {
    return state;
  }

  Draft record(RolloutEvent fact) {
    facts.add(fact);
    state = Rollout.apply(state, fact);
    return this;
  }

  void command(RolloutCommand command) {
    commands.add(command);
  }

  Decision decision() {
    return facts.isEmpty() && commands.isEmpty() ? Decision.NOTHING : new Decision(facts, commands);
  }
}
