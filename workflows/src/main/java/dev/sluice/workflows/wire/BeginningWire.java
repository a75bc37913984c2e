package dev.sluice.workflows.wire;

import dev.sluice.domain.control.Approval;
import dev.sluice.domain.control.RiskLowering;
import dev.sluice.proto.history.v1.GivenApproval;

/** What people said of a change before it began, as histories keep it. */
public final class BeginningWire {
  private BeginningWire() {}

  public static GivenApproval toProto(Approval approval) {
    GivenApproval.Builder proto =
        GivenApproval.newBuilder().setActor(approval.actor()).setRole(approval.role());
    if (approval.expiry() != null) {
      proto.setExpireTime(TimeWire.toProto(approval.expiry()));
    }
    return proto.build();
  }

  public static Approval toDomain(GivenApproval proto) {
    return new Approval(
        proto.getActor(),
        proto.getRole(),
        proto.hasExpireTime() ? TimeWire.toDomain(proto.getExpireTime()) : null);
  }

  public static dev.sluice.proto.history.v1.RiskLowering toProto(RiskLowering lowering) {
    return dev.sluice.proto.history.v1.RiskLowering.newBuilder()
        .setActor(lowering.actor())
        .setRole(lowering.role())
        .setFrom(lowering.from())
        .setTo(lowering.to())
        .setReason(lowering.reason())
        .build();
  }

  public static RiskLowering toDomain(dev.sluice.proto.history.v1.RiskLowering proto) {
    return new RiskLowering(
        proto.getActor(), proto.getRole(), proto.getFrom(), proto.getTo(), proto.getReason());
  }
}
