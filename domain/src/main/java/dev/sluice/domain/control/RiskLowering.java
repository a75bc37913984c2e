package dev.sluice.domain.control;

import java.util.List;
import java.util.Optional;

/**
 * A person holds a change to be less dangerous than rules, model and policies do. It counts for the
 * risk as that person saw it: once the risk is higher than that, it counts no more.
 *
 * @param actor who lowers it
 * @param role in which role
 * @param from the risk without it, as it was seen, 2 to 5
 * @param to 1 to below {@code from}
 * @param reason why
 */
public record RiskLowering(String actor, String role, int from, int to, String reason) {
  private static final int SHORTEST_REASON = 10;

  public RiskLowering {
    reason = reason.strip();
    if (from > 5 || to < 1 || to >= from) {
      throw new IllegalArgumentException(
          "a risk is lowered from 2 to 5 to less than that: %d to %d".formatted(from, to));
    }
  }

  /**
   * Why it may not be lowered so, and what would be right; empty when it may.
   *
   * @param risk as it is now
   * @param role in which role the person acts
   * @param held roles that the person holds
   * @param emergency whether it is an emergency change
   */
  public static Optional<String> refusal(
      int risk, int to, String reason, String role, List<String> held, boolean emergency) {
    if (emergency) {
      return Optional.of("the risk of an emergency change stays as it is: it skips waits already");
    }
    if (!role.equals(Roles.RISK_OWNER)) {
      return Optional.of(
          "only the role %s may lower a risk, not %s".formatted(Roles.RISK_OWNER, role));
    }
    if (!held.contains(role)) {
      return Optional.of(
          "you do not hold the role %s: ask one who does, or be added to policies/roles.yaml"
              .formatted(role));
    }
    if (to < 1 || to >= risk) {
      return Optional.of("the risk is %d: name one from 1 to below it, not %d".formatted(risk, to));
    }
    return reason.strip().length() < SHORTEST_REASON
        ? Optional.of("say why, in %d characters or more".formatted(SHORTEST_REASON))
        : Optional.empty();
  }

  /** Whether it still counts for a change that has this risk without it. */
  public boolean countsFor(int risk) {
    return risk <= from;
  }

  /** "grace (risk-owner) lowered the risk from 4 to 2: tried on staging twice". */
  public String words() {
    return "%s (%s) lowered the risk from %d to %d: %s".formatted(actor, role, from, to, reason);
  }

  /** Why it counts no more. */
  public String overtaken(int risk) {
    return "%s, which counts no more: it is %d now.".formatted(had(), risk);
  }

  /** Whether this reason of a plan says so. */
  public boolean isOvertakenBy(String reason) {
    return reason.startsWith(had() + ", which counts no more");
  }

  private String had() {
    return "%s (%s) had lowered the risk from %d to %d".formatted(actor, role, from, to);
  }
}
