package dev.sluice.workflows.wire;

import dev.sluice.domain.control.ControlLevel;
import dev.sluice.domain.control.Controls;
import dev.sluice.domain.plan.BakePolicy;
import dev.sluice.domain.plan.Batch;
import dev.sluice.domain.plan.ChangeClass;
import dev.sluice.domain.plan.ChangePlan;
import dev.sluice.domain.plan.Classification;
import dev.sluice.domain.plan.Footprint;
import dev.sluice.domain.plan.OnTrouble;
import dev.sluice.domain.plan.Plan;
import dev.sluice.domain.plan.RollbackPolicy;
import dev.sluice.domain.plan.Stage;
import dev.sluice.domain.plan.StepsPlan;

/** Plans and what they hold. */
public final class PlanWire {
  public static dev.sluice.proto.v1.Plan toProto(ChangePlan plan) {
    return switch (plan) {
      case Plan one -> toProto(one);
      case StepsPlan steps -> StepsPlanWire.toProto(steps);
    };
  }

  /** Either kind of plan. */
  public static ChangePlan changePlan(dev.sluice.proto.v1.Plan plan) {
    return plan.getStepsCount() == 0 ? toDomain(plan) : StepsPlanWire.toDomain(plan);
  }

  public static dev.sluice.proto.v1.Plan toProto(Plan plan) {
    return head(plan)
        .setSubDomain(plan.subDomain())
        .setCapability(plan.capability())
        .putAllSelector(plan.selector())
        .addAllStages(plan.stages().stream().map(PlanWire::toProto).toList())
        .setMaxTargetsAtRisk(plan.maxTargetsAtRisk())
        .setBake(toProto(plan.bake()))
        .setRollback(toProto(plan.rollback()))
        .setWatch(TimeWire.toProto(plan.watch()))
        .setInspection(InspectionSpecWire.toProto(plan.inspection()))
        .build();
  }

  /** What every plan says. */
  static dev.sluice.proto.v1.Plan.Builder head(ChangePlan plan) {
    Classification classification = plan.classification();
    var head =
        dev.sluice.proto.v1.Plan.newBuilder()
            .setType(plan.type())
            .setTypeVersion(plan.typeVersion())
            .setTitle(plan.title())
            .putAllParameters(plan.parameters())
            .addAllServices(plan.services())
            .setChangeClass(
                EnumWire.sameName(
                    dev.sluice.proto.v1.ChangeClass.class, classification.changeClass()))
            .setRisk(classification.risk())
            .setApprovalsNeeded(classification.approvalsNeeded())
            .setApprovalTimeout(TimeWire.toProto(classification.approvalTimeout()))
            .addAllReasons(classification.reasons())
            .setTargets(plan.targets())
            .setControlLevel(
                EnumWire.sameName(dev.sluice.proto.v1.ControlLevel.class, classification.level()));
    if (!classification.controls().equals(Controls.NONE)) {
      head.setControls(ControlsWire.toProto(classification.controls()));
    }
    if (!classification.footprint().equals(Footprint.UNKNOWN)) {
      head.setFootprint(footprint(classification.footprint()));
    }
    return head;
  }

  private static dev.sluice.proto.v1.Footprint footprint(Footprint footprint) {
    dev.sluice.proto.v1.Footprint.Builder proto =
        dev.sluice.proto.v1.Footprint.newBuilder()
            .addAllNeighbours(footprint.neighbours())
            .putAllZones(footprint.zones())
            .setShare(footprint.share())
            .setReversible(footprint.reversible())
            .setDrains(footprint.drains());
    Double probability = footprint.probability();
    if (probability != null) {
      proto.setProbability(probability);
    }
    return proto.build();
  }

  private static Footprint footprint(dev.sluice.proto.v1.Footprint proto) {
    return Footprint.of(
        proto.getNeighboursList(),
        proto.getZonesMap(),
        proto.getShare(),
        proto.getReversible(),
        proto.getDrains(),
        proto.hasProbability() ? proto.getProbability() : null);
  }

  static Classification classification(dev.sluice.proto.v1.Plan plan) {
    return new Classification(
        EnumWire.sameName(ChangeClass.class, plan.getChangeClass()),
        plan.getRisk(),
        plan.getApprovalsNeeded(),
        TimeWire.toDomain(plan.getApprovalTimeout()),
        plan.getReasonsList(),
        level(plan),
        plan.hasControls() ? ControlsWire.toDomain(plan.getControls()) : Controls.NONE,
        plan.hasFootprint() ? footprint(plan.getFootprint()) : Footprint.UNKNOWN);
  }

  /** Plans from before there were levels were judged batch by batch. */
  private static ControlLevel level(dev.sluice.proto.v1.Plan plan) {
    return plan.getControlLevel() == dev.sluice.proto.v1.ControlLevel.CONTROL_LEVEL_UNSPECIFIED
        ? ControlLevel.BATCHED
        : EnumWire.sameName(ControlLevel.class, plan.getControlLevel());
  }

  public static Plan toDomain(dev.sluice.proto.v1.Plan plan) {
    return new Plan(
        plan.getType(),
        plan.getTypeVersion(),
        plan.getTitle(),
        plan.getSubDomain(),
        plan.getCapability(),
        plan.getParametersMap(),
        plan.getSelectorMap(),
        plan.getServicesList(),
        classification(plan),
        plan.getStagesList().stream().map(PlanWire::toDomain).toList(),
        plan.getMaxTargetsAtRisk(),
        toDomain(plan.getBake()),
        toDomain(plan.getRollback()),
        TimeWire.toDomain(plan.getWatch()),
        InspectionSpecWire.toDomain(plan.getInspection()));
  }

  public static dev.sluice.proto.v1.Stage toProto(Stage stage) {
    return dev.sluice.proto.v1.Stage.newBuilder()
        .setTitle(stage.title())
        .addAllBatches(stage.batches().stream().map(PlanWire::toProto).toList())
        .setTargets(stage.targets())
        .build();
  }

  public static Stage toDomain(dev.sluice.proto.v1.Stage stage) {
    return new Stage(
        stage.getTitle(), stage.getBatchesList().stream().map(PlanWire::toDomain).toList());
  }

  public static dev.sluice.proto.v1.Batch toProto(Batch batch) {
    return dev.sluice.proto.v1.Batch.newBuilder()
        .setNumber(batch.number())
        .setTargets(batch.targets())
        .setRange(TargetWire.toProto(batch.range()))
        .build();
  }

  public static Batch toDomain(dev.sluice.proto.v1.Batch batch) {
    return new Batch(batch.getNumber(), batch.getTargets(), TargetWire.toDomain(batch.getRange()));
  }

  public static dev.sluice.proto.v1.BakePolicy toProto(BakePolicy bake) {
    return dev.sluice.proto.v1.BakePolicy.newBuilder()
        .setMinimum(TimeWire.toProto(bake.minimum()))
        .setMaximum(TimeWire.toProto(bake.maximum()))
        .setOnInconclusive(toProto(bake.onInconclusive()))
        .build();
  }

  public static BakePolicy toDomain(dev.sluice.proto.v1.BakePolicy bake) {
    return new BakePolicy(
        TimeWire.toDomain(bake.getMinimum()),
        TimeWire.toDomain(bake.getMaximum()),
        toDomain(bake.getOnInconclusive()));
  }

  public static dev.sluice.proto.v1.RollbackPolicy toProto(RollbackPolicy rollback) {
    return dev.sluice.proto.v1.RollbackPolicy.newBuilder()
        .setOnFailure(toProto(rollback.onFailure()))
        .setBatchTimeout(TimeWire.toProto(rollback.batchTimeout()))
        .setAttempts(rollback.attempts())
        .build();
  }

  public static RollbackPolicy toDomain(dev.sluice.proto.v1.RollbackPolicy rollback) {
    return new RollbackPolicy(
        toDomain(rollback.getOnFailure()),
        TimeWire.toDomain(rollback.getBatchTimeout()),
        rollback.getAttempts());
  }

  private static dev.sluice.proto.v1.OnTrouble toProto(OnTrouble onTrouble) {
    return EnumWire.sameName(dev.sluice.proto.v1.OnTrouble.class, onTrouble);
  }

  private static OnTrouble toDomain(dev.sluice.proto.v1.OnTrouble onTrouble) {
    return EnumWire.sameName(OnTrouble.class, onTrouble);
  }

  private PlanWire() {}
}
