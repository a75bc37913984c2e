package dev.sluice.domain.control;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Approvals given so far against those that are needed. One person counts once, in one role, and
 * until their approval expires.
 *
 * @param byRole needed of each role, each role once
 * @param needed in all, at least the sum of {@code byRole}
 * @param given in the order in which they came, each person once
 */
public record ApprovalCount(List<RoleApprovals> byRole, int needed, List<Approval> given) {
  public ApprovalCount {
    byRole = List.copyOf(byRole);
    given = List.copyOf(given);
  }

  /** Who approved, in order. */
  public List<String> approvers() {
    return given.stream().map(Approval::actor).toList();
  }

  /** Those that count no more at this time. */
  public List<Approval> expiredAt(Instant now) {
    return given.stream().filter(one -> !one.holdsAt(now)).toList();
  }

  /** When the next of them expires; null for never. */
  public @Nullable Instant nextExpiry() {
    return given.stream()
        .map(Approval::expiry)
        .filter(Objects::nonNull)
        .min(Instant::compareTo)
        .orElse(null);
  }

  /** The same with one more. */
  public ApprovalCount with(Approval approval) {
    List<Approval> more = new ArrayList<>(given);
    more.add(approval);
    return new ApprovalCount(byRole, needed, more);
  }

  /** The same without this person's. */
  public ApprovalCount without(String actor) {
    return new ApprovalCount(
        byRole, needed, given.stream().filter(one -> !one.actor().equals(actor)).toList());
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
    return (int) given.stream().filter(one -> one.role().equals(role)).count();
  }

  /** Approvals missing on top of those of roles. */
  public int missingOfAnyone() {
    int ofRoles = byRole.stream().mapToInt(RoleApprovals::count).sum();
    int used =
        byRole.stream().mapToInt(asked -> Math.min(asked.count(), given(asked.role()))).sum();
    return Math.max(0, needed - ofRoles - (given.size() - used));
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
      parts.add(given.isEmpty() ? approvals : again);
    }
    return String.join(" and ", parts);
  }
}
