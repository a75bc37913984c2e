package dev.sluice.domain.control;

import dev.sluice.domain.plan.Classification;
import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;

/** A person takes the risk of a change lower than rules and model have it. */
public final class RiskLowering {
  private static final int SHORTEST_REASON = 10;

  private RiskLowering() {}

  /**
   * The classification with the lower risk and, among its reasons, who lowered it and why.
   *
   * @param actor who lowers it
   * @param role in which role, {@link Roles#RISK_OWNER}
   * @param to 1 to 4, below the risk as it is
   * @param reason at least 10 characters
   * @throws ProblemException {@code RISK_NOT_LOWERED} when they may not, or say too little
   */
  public static Classification lowered(
      Classification classification,
      String actor,
      String role,
      int to,
      String reason,
      Roles roles) {
    if (!role.equals(Roles.RISK_OWNER)) {
      throw refused("only the role %s may lower a risk, not %s".formatted(Roles.RISK_OWNER, role));
    }
    if (!roles.holds(actor, role)) {
      throw refused(
          "%s does not hold the role %s: ask one who does, or add them to policies/roles.yaml"
              .formatted(actor, role));
    }
    if (to < 1 || to >= classification.risk()) {
      throw refused(
          "the risk is %d: name one from 1 to below it, not %d"
              .formatted(classification.risk(), to));
    }
    if (reason.strip().length() < SHORTEST_REASON) {
      throw refused("say why, in 10 characters or more");
    }
    List<String> reasons = new ArrayList<>(classification.reasons());
    reasons.add(
        "%s (%s) lowered the risk from %d to %d: %s"
            .formatted(actor, role, classification.risk(), to, reason.strip()));
    return classification.withRisk(to, reasons);
  }

  private static ProblemException refused(String message) {
    return new ProblemException(new Problem.ForAuthor("RISK_NOT_LOWERED", message));
  }
}
