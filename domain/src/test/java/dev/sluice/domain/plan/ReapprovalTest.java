package dev.sluice.domain.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.control.Controls;
import dev.sluice.domain.control.RoleApprovals;
import dev.sluice.domain.inspection.InspectionSpec;
import dev.sluice.domain.steps.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReapprovalTest {
  private static final Plan APPROVED = plan("v2", 1, 2, classified(2, 1));

  private static Classification classified(int risk, int approvals) {
    return new Classification(
        ChangeClass.NORMAL, risk, approvals, Duration.ofHours(4), List.of("By its type."));
  }

  private static Plan plan(String version, int batches, int atRisk, Classification classified) {
    List<Batch> all =
        IntStream.rangeClosed(1, batches)
            .mapToObj(k -> new Batch(k, 2, new TargetRange("", List.of(), "t" + (k - 1), "t" + k)))
            .toList();
    return new Plan(
        "release",
        1,
        "release checkout",
        "fleet",
        "release",
        Map.of("version", version),
        Map.of("service", "checkout"),
        List.of("checkout"),
        classified,
        List.of(new Stage("all", all)),
        atRisk,
        new BakePolicy(Duration.ofMinutes(5), Duration.ofMinutes(15), OnTrouble.HOLD),
        new RollbackPolicy(OnTrouble.ROLL_BACK, Duration.ofMinutes(5), 2),
        Duration.ZERO,
        new InspectionSpec("fleet", List.of(), 0.05, Duration.ofHours(1)));
  }

  private static StepsPlan steps(Plan... plans) {
    List<PlannedStep> steps =
        IntStream.range(0, plans.length)
            .mapToObj(k -> new PlannedStep(new Step("s" + k, List.of(), false, ""), plans[k]))
            .toList();
    return new StepsPlan("all", 1, "all of it", Map.of(), classified(2, 1), steps);
  }

  @Test
  void theSameWorkAtAnotherTimeIsApproved() {
    Controls later =
        new Controls(
            List.of(),
            null,
            Instant.EPOCH,
            Instant.MAX,
            null,
            null,
            null,
            null,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of());
    Plan now = APPROVED.classified(classified(1, 1).withControls(later));
    assertThat(Reapproval.differences(APPROVED, now)).isEmpty();
    assertThat(Reapproval.differences(steps(APPROVED), steps(now))).isEmpty();
  }

  @Test
  void otherParametersTargetsOrBatchesAreNot() {
    assertThat(Reapproval.differences(APPROVED, plan("v3", 1, 2, classified(2, 1))))
        .contains("its parameters");
    assertThat(Reapproval.differences(APPROVED, plan("v2", 2, 2, classified(2, 1))))
        .contains("how many targets it has");
    assertThat(Reapproval.differences(APPROVED, plan("v2", 1, 1, classified(2, 1))))
        .containsExactly("what is done and how it comes back");
    assertThat(Reapproval.differences(steps(APPROVED), steps(plan("v2", 1, 1, classified(2, 1)))))
        .containsExactly("what is done and how it comes back");
    assertThat(Reapproval.differences(APPROVED, steps(APPROVED))).isNotEmpty();
  }

  @Test
  void aHigherRiskIsNot() {
    assertThat(Reapproval.differences(APPROVED, APPROVED.classified(classified(3, 1))))
        .containsExactly("its risk, 3 instead of 2");
  }

  @Test
  void furtherApprovalsAreNot() {
    Controls security =
        new Controls(
            List.of(new RoleApprovals("security", 1)),
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of());
    assertThat(Reapproval.differences(APPROVED, APPROVED.classified(classified(2, 2))))
        .containsExactly("which approvals are asked of it");
    assertThat(
            Reapproval.differences(
                APPROVED, APPROVED.classified(classified(2, 1).withControls(security))))
        .containsExactly("which approvals are asked of it");
    assertThat(Reapproval.differences(APPROVED, APPROVED.classified(classified(2, 0)))).isEmpty();
  }
}
