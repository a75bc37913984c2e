package dev.sluice.domain.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ApprovalCountTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
  private static final List<RoleApprovals> OWNER_AND_OPERATIONS =
      List.of(new RoleApprovals("operations", 1), new RoleApprovals("owner", 1));

  private static ApprovalCount count(int needed, String... roles) {
    List<Approval> given = new ArrayList<>();
    for (String role : roles) {
      given.add(new Approval("person " + (given.size() + 1), role, null));
    }
    return new ApprovalCount(OWNER_AND_OPERATIONS, needed, given);
  }

  @Test
  void anApprovalCountsInTheFirstRoleThatIsMissing() {
    assertThat(count(2).roleFor(List.of("owner", "operations"))).isEqualTo("operations");
    assertThat(count(2, "operations").roleFor(List.of("owner", "operations"))).isEqualTo("owner");
  }

  @Test
  void whoHoldsNoMissingRoleCountsOnlyWhereAnyoneMayApprove() {
    assertThat(count(2).roleFor(List.of())).isNull();
    assertThat(count(3).roleFor(List.of())).isEmpty();
    assertThat(count(3, "").roleFor(List.of())).isNull();
  }

  @Test
  void twoOfOneRoleNeverStandForAnother() {
    assertThat(count(2, "owner", "owner").suffices()).isFalse();
    assertThat(count(2, "owner", "operations").suffices()).isTrue();
    assertThat(count(3, "owner", "operations").suffices()).isFalse();
    assertThat(count(3, "owner", "operations", "").suffices()).isTrue();
  }

  @Test
  void saysWhatIsMissing() {
    assertThat(count(3).words())
        .isEqualTo("1 approval of operations and 1 approval of owner and 1 approval");
    assertThat(new ApprovalCount(List.of(), 2, List.of(new Approval("bob", "", null))).words())
        .isEqualTo("1 more approval");
  }

  @Test
  void anApprovalCountsUntilItExpires() {
    ApprovalCount count =
        count(2, "operations")
            .with(new Approval("ken", "owner", NOON))
            .with(new Approval("joe", "", NOON.plusSeconds(60)));

    assertThat(count.nextExpiry()).isEqualTo(NOON);
    assertThat(count.expiredAt(NOON.minusMillis(1))).isEmpty();
    assertThat(count.expiredAt(NOON)).extracting(Approval::actor).containsExactly("ken");
    assertThat(count.without("ken").missingByRole()).containsExactly(new RoleApprovals("owner", 1));
  }
}
