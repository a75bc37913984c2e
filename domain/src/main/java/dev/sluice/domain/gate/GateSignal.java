package dev.sluice.domain.gate;

import java.util.List;

/** What the gate is told. A signal that no longer fits, or comes twice, changes nothing. */
public sealed interface GateSignal {
  /** The rules are these now; incidents stay. */
  record Ruled(GateRules rules) implements GateSignal {}

  /** A change wants to begin. Said again, it says where it stands. */
  record Asked(Claim claim) implements GateSignal {}

  /** A change runs already, whoever let it in: it is inside from now on. */
  record Runs(Claim claim) implements GateSignal {}

  /** The gate begins anew, and nobody has told it who runs. */
  record Lost() implements GateSignal {}

  /**
   * These may run, and are asked what they hold.
   *
   * @param all whether there are no others
   */
  record Recalled(List<String> changes, boolean all) implements GateSignal {
    public Recalled {
      changes = List.copyOf(changes);
    }
  }

  /** A change has said all that it holds. */
  record Answered(String change) implements GateSignal {}

  /** Some have not for a while. */
  record Unanswered() implements GateSignal {}

  /** A change has ended, or gives up waiting. */
  record Left(String change) implements GateSignal {}

  /** These changes have died without a word. */
  record Died(List<String> changes) implements GateSignal {
    public Died {
      changes = List.copyOf(changes);
    }
  }

  /** A person stops changes. */
  record IncidentDeclared(Stop incident) implements GateSignal {}

  /** A person lets them go on. */
  record IncidentEnded(String name) implements GateSignal {}

  /** A person lets one change pass freezes and incidents. */
  record Exempted(String change, Exemption exemption) implements GateSignal {}

  /** Time has passed. */
  record Woken() implements GateSignal {}
}
