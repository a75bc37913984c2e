package dev.sluice.domain.control;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which approvals a change still misses. */
public final class ApprovalCheck {
  private ApprovalCheck() {}

  /**
   * What is still missing.
   *
   * @param byRole approvals of these roles, each with how many more
   * @param ofAnyone approvals on top of those, by whomever but the requester
   * @param refused approvals that do not count, each with why
   */
  public record Missing(List<RoleApprovals> byRole, int ofAnyone, List<String> refused) {
    public Missing {
      byRole = List.copyOf(byRole);
      refused = List.copyOf(refused);
    }

    public boolean nothing() {
      return byRole.isEmpty() && ofAnyone == 0;
    }
  }

  /**
   * Compares what was asked with what was given. A person counts once, in the role in which they
   * approved, and never for a change of their own.
   *
   * @param asked by role, each role once
   * @param total approvals needed in all, at least the sum of {@code asked}
   * @param given in the order in which they came
   * @param requester who asked for the change
   * @param validity how long an approval holds
   */
  public static Missing missing(
      List<RoleApprovals> asked,
      int total,
      List<Approval> given,
      String requester,
      Roles roles,
      Instant now,
      Duration validity) {
    List<Approval> counting = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Approval approval : given) {
      String why = whyNot(approval, requester, roles, now, validity);
      if (!why.isEmpty()) {
        refused.add(approval.actor() + why);
      } else if (!seen.add(approval.actor())) {
        refused.add(approval.actor() + " approved already: one person counts once");
      } else {
        counting.add(approval);
      }
    }
    List<RoleApprovals> missing = new ArrayList<>();
    int used = 0;
    int still = 0;
    for (RoleApprovals role : asked) {
      int has = (int) counting.stream().filter(one -> one.role().equals(role.role())).count();
      used += Math.min(has, role.count());
      if (has < role.count()) {
        missing.add(new RoleApprovals(role.role(), role.count() - has));
        still += role.count() - has;
      }
    }
    int spare = counting.size() - used;
    return new Missing(missing, Math.max(0, total - used - still - spare), refused);
  }

  private static String whyNot(
      Approval approval, String requester, Roles roles, Instant now, Duration validity) {
    if (approval.actor().equals(requester)) {
      return " asked for the change: another person has to approve it";
    }
    if (!approval.role().isEmpty() && !roles.holds(approval.actor(), approval.role())) {
      return " does not hold the role " + approval.role() + ": add them to policies/roles.yaml";
    }
    if (!approval.at().plus(validity).isAfter(now)) {
      return " approved too long ago: they have to approve again";
    }
    return "";
  }
}
