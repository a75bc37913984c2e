package dev.sluice.domain.control;

/**
 * Approvals asked of the holders of one role, never of the requester.
 *
 * @param role as the file of roles names it
 * @param count 1 to 10
 */
public record RoleApprovals(String role, int count) {
  public static final int MOST = 10;

  public RoleApprovals {
    if (role.isBlank()) {
      throw new IllegalArgumentException("an approval is asked of a role: name it");
    }
    if (count < 1 || count > MOST) {
      throw new IllegalArgumentException("count must lie in 1 to 10: " + count);
    }
  }

  /** "2 of security". */
  public String words() {
    return count + " of " + role;
  }
}
