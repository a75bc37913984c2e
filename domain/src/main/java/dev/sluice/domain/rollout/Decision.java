package dev.sluice.domain.rollout;

import java.util.List;

/**
 * What follows from a signal: facts to record, in order, then commands to carry out.
 *
 * @param facts to be given to {@link Rollout#apply} one after the other
 * @param commands what to do next; their results come back as signals
 */
public record Decision(List<RolloutEvent> facts, List<RolloutCommand> commands) {
  static final Decision NOTHING = new Decision(List.of(), List.of());

  public Decision {
    facts = List.copyOf(facts);
    commands = List.copyOf(commands);
  }
}
