package dev.sluice.domain.guard;

import java.util.List;

/** What follows from a signal. */
public record GuardDecision(GuardState state, List<GuardCommand> commands) {
  public GuardDecision {
    commands = List.copyOf(commands);
  }

  static GuardDecision of(GuardState state, GuardCommand... commands) {
    return new GuardDecision(state, List.of(commands));
  }
}
