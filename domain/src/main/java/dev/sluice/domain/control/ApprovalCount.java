package dev.sluice.domain.control;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Approvals given so far against those that are needed. One person counts once, in one role.
 *
 * @param byRole needed of each role, each role once
 * @param needed in all, at least the sum of {@code byRole}
 * @param roles in which those approved who did so far, in order; empty texts for none in particular
 */
public record ApprovalCount(List<RoleApprovals> byRole, int needed, List<String> roles) {
  public ApprovalCount {
    byRole = List.copyOf(byRole);
    roles = List.copyOf(roles);
  }

  /** Roles that still miss approvals, each with how many. */
  public List<RoleApprovals> missingByRole() {
    List<RoleApprovals> missing = new ArrayList<>();
    for (RoleApprovals asked : byRole) {
      int left = asked.count() - given(asked.role());
      if (left > 0) {
        missing.add(new RoleApprovals(asked.role(), left));
      }
    }
    return missing;
  }

  private int given(String role) {
    return (int) roles.stream().filter(role::equals).count();
  }

  /** Approvals missing on top of those of roles. */
  public int missingOfAnyone() {
    int ofRoles = byRole.stream().mapToInt(RoleApprovals::count).sum();
    int used =
        byRole.stream().mapToInt(asked -> Math.min(asked.count(), given(asked.role()))).sum();
    return Math.max(0, needed - ofRoles - (roles.size() - used));
  }

  public boolean suffices() {
    return missingByRole().isEmpty() && missingOfAnyone() == 0;
  }

  /**
   * In which role a person's approval counts.
   *
   * @param held roles that the person holds
   * @return the first of them that is missing; the empty text where anyone may still approve; null
   *     where the approval would not count
   */
  public @Nullable String roleFor(List<String> held) {
    for (RoleApprovals missing : missingByRole()) {
      if (held.contains(missing.role())) {
        return missing.role();
      }
    }
    return missingOfAnyone() > 0 ? "" : null;
  }

  /** For people: "1 approval of service-owner and 2 more". */
  public String words() {
    List<String> parts =
        missingByRole().stream()
            .map(one ->
                "%d %s of %s"
                    .formatted(
                        one.count(), one.count() == 1 ? "approval" : "approvals", one.role()))
            .collect(Collectors.toList());
    int more = missingOfAnyone();
    if (more > 0) {
      String approvals = more == 1 ? "1 approval" : more + " approvals";
      String again = more == 1 ? "1 more approval" : more + " more approvals";
      parts.add(roles.isEmpty() ? approvals : again);
    }
    return String.join(" and ", parts);
  }
}
