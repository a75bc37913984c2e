package dev.sluice.activities.policy;

import java.util.function.Consumer;

/** Changes of the past, to try rules on. */
@FunctionalInterface
public interface PastChanges {
  /** Gives each, in the order in which they were planned. */
  void forEach(Consumer<PastChange> reader);
}
