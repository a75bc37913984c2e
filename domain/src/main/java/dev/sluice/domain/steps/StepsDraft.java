package dev.sluice.domain.steps;

import java.util.ArrayList;
import java.util.List;

/** A decision in the making: facts take effect on the draft's state as they are recorded. */
final class StepsDraft {
  private final List<StepsEvent> facts = new ArrayList<>();
  private final List<StepsCommand> commands = new ArrayList<>();
  private StepsState state;

  StepsDraft(StepsState state) {
    this.state = state;
  }

  StepsState state() {
    return state;
  }

  void record(StepsEvent fact) {
    facts.add(fact);
    state = Steps.apply(state, fact);
  }

  void command(StepsCommand command) {
    commands.add(command);
  }

  StepsDecision decision() {
    return new StepsDecision(facts, commands);
  }
}
