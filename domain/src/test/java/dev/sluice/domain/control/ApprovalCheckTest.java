package dev.sluice.domain.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ApprovalCheckTest {
  private static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");
  private static final Roles ROLES =
      new Roles(Map.of("security", Set.of("grace", "ada"), "owner", Set.of("ken", "grace")));
  private static final List<RoleApprovals> ONE_EACH =
      List.of(new RoleApprovals("owner", 1), new RoleApprovals("security", 1));

  @Test
  void nothingIsMissingWhenEachRoleApproved() {
    assertThat(missing(ONE_EACH, 2, by("grace", "security"), by("ken", "owner")).nothing())
        .isTrue();
  }

  @Test
  void aRoleThatHasNotApprovedIsMissing() {
    var missing = missing(ONE_EACH, 2, by("grace", "security"));

    assertThat(missing.byRole()).containsExactly(new RoleApprovals("owner", 1));
    assertThat(missing.ofAnyone()).isZero();
  }

  @Test
  void theRequesterNeverCounts() {
    var missing = missing(ONE_EACH, 2, by("ada", "security"), by("ken", "owner"));

    assertThat(missing.byRole()).containsExactly(new RoleApprovals("security", 1));
    assertThat(missing.refused())
        .containsExactly("ada asked for the change: another person has to approve it");
  }

  @Test
  void whoDoesNotHoldTheRoleDoesNotCount() {
    assertThat(missing(ONE_EACH, 2, by("ken", "security")).byRole()).isEqualTo(ONE_EACH);
  }

  @Test
  void onePersonCountsOnceWhateverRolesTheyHold() {
    var missing = missing(ONE_EACH, 2, by("grace", "security"), by("grace", "owner"));

    assertThat(missing.byRole()).containsExactly(new RoleApprovals("owner", 1));
  }

  @Test
  void anApprovalExpires() {
    var missing =
        ApprovalCheck.missing(
            ONE_EACH,
            2,
            List.of(new Approval("ken", "owner", NOW.minusSeconds(3600))),
            "ada",
            ROLES,
            NOW,
            Duration.ofHours(1));

    assertThat(missing.byRole()).isEqualTo(ONE_EACH);
    assertThat(missing.refused())
        .containsExactly("ken approved too long ago: they have to approve again");
  }

  @Test
  void approvalsOnTopOfThoseByRoleMayBeAnyones() {
    assertThat(missing(ONE_EACH, 3, by("grace", "security"), by("ken", "owner")).ofAnyone())
        .isEqualTo(1);
    assertThat(
            missing(ONE_EACH, 3, by("grace", "security"), by("ken", "owner"), by("bob", ""))
                .nothing())
        .isTrue();
    assertThat(missing(List.of(), 1, by("bob", "")).nothing()).isTrue();
  }

  private static ApprovalCheck.Missing missing(
      List<RoleApprovals> asked, int total, Approval... given) {
    return ApprovalCheck.missing(
        asked, total, List.of(given), "ada", ROLES, NOW, Duration.ofHours(1));
  }

  private static Approval by(String actor, String role) {
    return new Approval(actor, role, NOW.minusSeconds(60));
  }
}
