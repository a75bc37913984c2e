package dev.sluice.domain.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ApprovalCountTest {
  private static final List<RoleApprovals> OWNER_AND_OPERATIONS =
      List.of(new RoleApprovals("operations", 1), new RoleApprovals("owner", 1));

  private static ApprovalCount count(int needed, String... roles) {
    return new ApprovalCount(OWNER_AND_OPERATIONS, needed, List.of(roles));
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
    assertThat(new ApprovalCount(List.of(), 2, List.of("")).words()).isEqualTo("1 more approval");
  }
}
