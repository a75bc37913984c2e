package dev.sluice.activities.subdomain.remote;

import dev.sluice.domain.subdomain.Direction;
import dev.sluice.domain.subdomain.Effect;
import dev.sluice.domain.subdomain.Target;
import dev.sluice.domain.subdomain.TargetOrder;
import dev.sluice.proto.subdomain.v1.Order;

/** Targets and orders, as the service's messages and as the domain's records. */
final class OrderWire {
  private OrderWire() {}

  static Order toProto(TargetOrder order) {
    return Order.newBuilder()
        .setChange(order.change())
        .setTarget(order.target())
        .setCapability(order.capability())
        .putAllParameters(order.parameters())
        .setKey(order.key())
        .setFence(order.fence())
        .build();
  }

  static TargetOrder toDomain(Order order) {
    return new TargetOrder(
        order.getChange(),
        order.getTarget(),
        order.getCapability(),
        order.getParametersMap(),
        order.getKey(),
        order.getFence());
  }

  static dev.sluice.proto.subdomain.v1.Target toProto(Target target) {
    return dev.sluice.proto.subdomain.v1.Target.newBuilder()
        .setName(target.name())
        .setZone(target.zone())
        .setVersion(target.version())
        .setHealthy(target.healthy())
        .putAllLabels(target.labels())
        .setChangedBy(target.changedBy())
        .build();
  }

  static Target toDomain(dev.sluice.proto.subdomain.v1.Target target) {
    return new Target(
        target.getName(),
        target.getZone(),
        target.getVersion(),
        target.getHealthy(),
        target.getLabelsMap(),
        target.getChangedBy());
  }

  static dev.sluice.proto.subdomain.v1.Direction toProto(Direction direction) {
    return switch (direction) {
      case APPLY -> dev.sluice.proto.subdomain.v1.Direction.APPLY;
      case REVERT -> dev.sluice.proto.subdomain.v1.Direction.REVERT;
    };
  }

  static Direction toDomain(dev.sluice.proto.subdomain.v1.Direction direction) {
    return switch (direction) {
      case APPLY -> Direction.APPLY;
      case REVERT -> Direction.REVERT;
      case DIRECTION_UNSPECIFIED, UNRECOGNIZED ->
          throw new IllegalArgumentException("the direction must be APPLY or REVERT");
    };
  }

  static dev.sluice.proto.subdomain.v1.Effect toProto(Effect effect) {
    return switch (effect) {
      case APPLIED -> dev.sluice.proto.subdomain.v1.Effect.APPLIED;
      case ALREADY_THERE -> dev.sluice.proto.subdomain.v1.Effect.ALREADY_THERE;
    };
  }

  static Effect toDomain(dev.sluice.proto.subdomain.v1.Effect effect) {
    return switch (effect) {
      case APPLIED -> Effect.APPLIED;
      case ALREADY_THERE -> Effect.ALREADY_THERE;
      case EFFECT_UNSPECIFIED, UNRECOGNIZED ->
          throw new IllegalArgumentException("the effect must be APPLIED or ALREADY_THERE");
    };
  }
}
