package dev.sluice.domain.gate;

import java.util.List;

/**
 * What binds all changes together.
 *
 * @param caps most targets at risk
 * @param freezes the freeze windows that are known, in any order
 */
public record GateRules(Caps caps, List<Stop> freezes) {
  public static final GateRules NONE = new GateRules(Caps.NONE, List.of());

  public GateRules {
    freezes = List.copyOf(freezes);
  }
}
