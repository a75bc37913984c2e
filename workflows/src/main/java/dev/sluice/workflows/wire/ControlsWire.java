package dev.sluice.workflows.wire;

import dev.sluice.domain.changetype.Precheck;
import dev.sluice.domain.control.AppliedRule;
import dev.sluice.domain.control.Controls;
import dev.sluice.domain.control.RiskRaise;
import dev.sluice.domain.control.RoleApprovals;
import dev.sluice.domain.control.RuleStatus;
import java.util.Locale;

/** What policies ask of a change. */
public final class ControlsWire {
  private ControlsWire() {}

  public static dev.sluice.proto.v1.Controls toProto(Controls controls) {
    var proto = dev.sluice.proto.v1.Controls.newBuilder();
    controls.approvals().forEach(one -> proto.addApprovals(toProto(one)));
    if (controls.approvalTimeout() != null) {
      proto.setApprovalTimeout(TimeWire.toProto(controls.approvalTimeout()));
    }
    if (controls.notBefore() != null) {
      proto.setNotBefore(TimeWire.toProto(controls.notBefore()));
    }
    if (controls.notAfter() != null) {
      proto.setNotAfter(TimeWire.toProto(controls.notAfter()));
    }
    if (controls.minimumBake() != null) {
      proto.setMinimumBake(TimeWire.toProto(controls.minimumBake()));
    }
    if (controls.growth() != null) {
      proto.setGrowth(controls.growth());
    }
    if (controls.maxBatch() != null) {
      proto.setMaxBatch(controls.maxBatch());
    }
    if (controls.maxTargetsAtRisk() != null) {
      proto.setMaxTargetsAtRisk(controls.maxTargetsAtRisk());
    }
    controls
        .prechecks()
        .forEach(precheck -> proto.addPrechecks(precheck.name().toLowerCase(Locale.ROOT)));
    controls.raises().forEach(raise -> proto.addRaises(toProto(raise)));
    controls.rules().forEach(rule -> proto.addRules(toProto(rule)));
    return proto.addAllRefusals(controls.refusals()).addAllHolds(controls.holds()).build();
  }

  /**
   * @throws IllegalArgumentException when a newer version named a precheck that this one lacks
   */
  public static Controls toDomain(dev.sluice.proto.v1.Controls proto) {
    return new Controls(
        proto.getApprovalsList().stream()
            .map(one -> new RoleApprovals(one.getRole(), one.getCount()))
            .toList(),
        proto.hasApprovalTimeout() ? TimeWire.toDomain(proto.getApprovalTimeout()) : null,
        proto.hasNotBefore() ? TimeWire.toDomain(proto.getNotBefore()) : null,
        proto.hasNotAfter() ? TimeWire.toDomain(proto.getNotAfter()) : null,
        proto.hasMinimumBake() ? TimeWire.toDomain(proto.getMinimumBake()) : null,
        proto.getGrowth() == 0 ? null : proto.getGrowth(),
        proto.getMaxBatch() == 0 ? null : proto.getMaxBatch(),
        proto.getMaxTargetsAtRisk() == 0 ? null : proto.getMaxTargetsAtRisk(),
        proto.getPrechecksList().stream()
            .map(precheck -> Precheck.valueOf(precheck.toUpperCase(Locale.ROOT)))
            .toList(),
        proto.getRefusalsList(),
        proto.getHoldsList(),
        proto.getRaisesList().stream()
            .map(raise -> new RiskRaise(raise.getAtLeast(), raise.getBy(), raise.getWhy()))
            .toList(),
        proto.getRulesList().stream().map(ControlsWire::toDomain).toList());
  }

  private static dev.sluice.proto.v1.RoleApprovals toProto(RoleApprovals one) {
    return dev.sluice.proto.v1.RoleApprovals.newBuilder()
        .setRole(one.role())
        .setCount(one.count())
        .build();
  }

  private static dev.sluice.proto.v1.RiskRaise toProto(RiskRaise raise) {
    return dev.sluice.proto.v1.RiskRaise.newBuilder()
        .setAtLeast(raise.atLeast())
        .setBy(raise.by())
        .setWhy(raise.why())
        .build();
  }

  private static dev.sluice.proto.v1.AppliedRule toProto(AppliedRule rule) {
    return dev.sluice.proto.v1.AppliedRule.newBuilder()
        .setName(rule.name())
        .setShadow(rule.status() == RuleStatus.SHADOW)
        .setFailed(rule.failed())
        .setSaid(rule.said())
        .build();
  }

  private static AppliedRule toDomain(dev.sluice.proto.v1.AppliedRule rule) {
    return new AppliedRule(
        rule.getName(),
        rule.getShadow() ? RuleStatus.SHADOW : RuleStatus.ENFORCED,
        rule.getFailed(),
        rule.getSaid());
  }
}
