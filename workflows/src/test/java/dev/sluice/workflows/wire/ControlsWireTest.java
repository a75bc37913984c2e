package dev.sluice.workflows.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.changetype.Precheck;
import dev.sluice.domain.control.AppliedRule;
import dev.sluice.domain.control.ControlLevel;
import dev.sluice.domain.control.Controls;
import dev.sluice.domain.control.RiskRaise;
import dev.sluice.domain.control.RoleApprovals;
import dev.sluice.domain.control.RuleStatus;
import dev.sluice.domain.plan.ChangeClass;
import dev.sluice.domain.plan.Classification;
import dev.sluice.domain.plan.Footprint;
import dev.sluice.proto.v1.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ControlsWireTest {
  private static final Controls FULL =
      new Controls(
          List.of(new RoleApprovals("owner", 1), new RoleApprovals("security", 2)),
          Duration.ofHours(4),
          Instant.parse("2026-11-24T09:00:00Z"),
          Instant.parse("2026-11-24T16:00:00Z"),
          Duration.ofMinutes(10),
          2.5,
          20,
          40,
          List.of(Precheck.TARGETS_READY),
          List.of("refused"),
          List.of("held"),
          List.of(new RiskRaise(4, 1, "rule x raises it")),
          List.of(
              new AppliedRule("x", RuleStatus.ENFORCED, false, "asks"),
              new AppliedRule("y", RuleStatus.SHADOW, true, "/ by zero")));

  @Test
  void controlsComeBackAsTheyWere() {
    assertThat(ControlsWire.toDomain(ControlsWire.toProto(FULL))).isEqualTo(FULL);
    assertThat(ControlsWire.toDomain(ControlsWire.toProto(Controls.NONE))).isEqualTo(Controls.NONE);
  }

  @ParameterizedTest
  @EnumSource
  void aClassificationKeepsItsLevelAndControls(ControlLevel level) {
    Classification classification =
        new Classification(
            ChangeClass.NORMAL,
            4,
            3,
            Duration.ofHours(4),
            List.of("why"),
            level,
            FULL,
            Footprint.UNKNOWN);
    Plan proto =
        Plan.newBuilder()
            .setChangeClass(dev.sluice.proto.v1.ChangeClass.NORMAL)
            .setRisk(4)
            .setApprovalsNeeded(3)
            .setApprovalTimeout(TimeWire.toProto(Duration.ofHours(4)))
            .addReasons("why")
            .setControlLevel(EnumWire.sameName(dev.sluice.proto.v1.ControlLevel.class, level))
            .setControls(ControlsWire.toProto(FULL))
            .build();

    assertThat(PlanWire.classification(proto)).isEqualTo(classification);
  }

  @Test
  void aPlanFromBeforeThereWereLevelsWasJudgedBatchByBatch() {
    Plan proto =
        Plan.newBuilder()
            .setChangeClass(dev.sluice.proto.v1.ChangeClass.STANDARD)
            .setRisk(2)
            .build();

    assertThat(PlanWire.classification(proto).level()).isEqualTo(ControlLevel.BATCHED);
    assertThat(PlanWire.classification(proto).controls()).isEqualTo(Controls.NONE);
  }
}
