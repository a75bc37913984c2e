package dev.sluice.domain.guard;

/**
 * What holds for a change from its begin to its end.
 *
 * @param guarded whether the other platform asks before each step; else it only tells
 * @param steps the most steps, at least 1; 0 where it only tells
 * @param inspects whether what a step changed is inspected
 * @param requester who may not approve it
 * @param approvals how many people have to agree before it begins
 */
public record GuardTerms(
    boolean guarded, int steps, boolean inspects, String requester, int approvals) {
  public GuardTerms {
    if (guarded ? steps < 1 : steps != 0) {
      throw new IllegalArgumentException(
          "a guarded change has steps, a reported one none: " + steps);
    }
    if (approvals < 0) {
      throw new IllegalArgumentException("approvals must be 0 or more: " + approvals);
    }
  }
}
