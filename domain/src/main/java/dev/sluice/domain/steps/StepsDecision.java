package dev.sluice.domain.steps;

import java.util.List;

/**
 * What follows from a signal: facts to record, in order, then commands to carry out.
 *
 * @param facts to be given to {@link Steps#apply} one after the other
 * @param commands what to do next; their results come back as signals
 */
public record StepsDecision(List<StepsEvent> facts, List<StepsCommand> commands) {
  public StepsDecision {
    facts = List.copyOf(facts);
    commands = List.copyOf(commands);
  }
}
