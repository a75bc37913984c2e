package dev.sluice.domain.gate;

import java.util.List;

/**
 * What follows from a signal.
 *
 * @param state who is inside and who waits now
 * @param commands what changes are to be told, in order; at most {@link Gates#MOST_COMMANDS}
 * @param more whether there is more to tell: ask again at once with {@link GateSignal.Woken}
 */
public record GateDecision(GateState state, List<GateCommand> commands, boolean more) {
  public GateDecision {
    commands = List.copyOf(commands);
  }
}
