package dev.sluice.domain.control;

import java.util.Optional;

/**
 * Estimates how likely a change fails. It can only raise a risk, and its absence changes nothing.
 */
@FunctionalInterface
public interface RiskModel {
  /** Knows nothing. */
  RiskModel NONE = _ -> Optional.empty();

  /** Empty when it can't tell. */
  Optional<RiskEstimate> estimate(ChangeFacts facts);
}
