package dev.sluice.simulation.gate;

import dev.sluice.domain.gate.GateDecision;
import dev.sluice.domain.gate.GateSignal;
import dev.sluice.domain.gate.GateState;
import java.time.Instant;

/** The gate under trial, or one that is wrong in one way. */
public interface GateDecider {
  GateDecision decide(GateState state, GateSignal signal, Instant now);
}
