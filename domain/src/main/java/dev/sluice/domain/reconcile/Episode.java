package dev.sluice.domain.reconcile;

import java.time.Duration;
import java.time.Instant;

/**
 * A version that targets moved to with no change that is known of. What follows within an hour of
 * it belongs to it: a change by hand takes several looks, and a target that goes to and fro is told
 * once for each of its versions, not once for each look.
 *
 * @param version what targets moved to
 * @param change id under which it was recorded
 * @param since when it was first seen
 * @param last when a target was last seen to move to it
 * @param targets how many were seen to move to it
 */
public record Episode(String version, String change, Instant since, Instant last, int targets) {
  static final Duration BELONGS = Duration.ofHours(1);

  boolean isOpen(Instant now) {
    return !last.plus(BELONGS).isBefore(now);
  }

  Episode goesOn(Instant now, int more) {
    return new Episode(version, change, since, now, targets + more);
  }
}
