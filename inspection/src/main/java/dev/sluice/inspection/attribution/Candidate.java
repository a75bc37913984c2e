package dev.sluice.inspection.attribution;

import java.time.Instant;
import java.util.List;

/**
 * A change that may have done it.
 *
 * @param id its name
 * @param service that it touches
 * @param begun when it began
 * @param touches its batches so far, oldest first; empty where nobody knows what it changed
 */
public record Candidate(String id, String service, Instant begun, List<Touch> touches) {
  public Candidate {
    touches = List.copyOf(touches);
  }

  /** When it could first be felt. */
  Instant felt() {
    return touches.isEmpty() ? begun : touches.getFirst().ready();
  }
}
