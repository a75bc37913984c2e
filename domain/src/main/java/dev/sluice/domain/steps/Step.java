package dev.sluice.domain.steps;

import java.util.List;

/**
 * One step of a change over several sub-domains: a rollout of its own in one of them, with its own
 * strategy and inspection.
 *
 * @param name unique in its change: {@code release}
 * @param after names of the steps that must be done before it begins
 * @param keep whether it does no harm when it stays while the others are taken back
 * @param irreversible why it can't be taken back, empty where it can
 */
public record Step(String name, List<String> after, boolean keep, String irreversible) {
  public Step {
    after = List.copyOf(after);
  }

  /** Whether there is no way back once it has begun. */
  public boolean isPointOfNoReturn() {
    return !irreversible.isEmpty();
  }
}
