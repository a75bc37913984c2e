package dev.sluice.workflows.wire;

import dev.sluice.domain.plan.TargetRange;
import dev.sluice.domain.subdomain.Target;

/** Targets, and ranges of them. */
public final class TargetWire {
  private static final String CHANGES = "changes/";

  /** The API names targets and changes by their resource names, the domain by their ids. */
  public static dev.sluice.proto.v1.Target toProto(String subDomain, Target target) {
    return dev.sluice.proto.v1.Target.newBuilder()
        .setName(targets(subDomain) + target.name())
        .setZone(target.zone())
        .setVersion(target.version())
        .setHealthy(target.healthy())
        .putAllLabels(target.labels())
        .setChangedBy(target.changedBy().isEmpty() ? "" : CHANGES + target.changedBy())
        .build();
  }

  public static Target toDomain(String subDomain, dev.sluice.proto.v1.Target target) {
    return new Target(
        without(targets(subDomain), target.getName()),
        target.getZone(),
        target.getVersion(),
        target.getHealthy(),
        target.getLabelsMap(),
        target.getChangedBy().isEmpty() ? "" : without(CHANGES, target.getChangedBy()));
  }

  public static dev.sluice.proto.v1.TargetRange toProto(TargetRange range) {
    return dev.sluice.proto.v1.TargetRange.newBuilder()
        .setZone(range.zone())
        .addAllExceptZones(range.exceptZones())
        .setAfter(range.after())
        .setUpTo(range.upTo())
        .build();
  }

  public static TargetRange toDomain(dev.sluice.proto.v1.TargetRange range) {
    return new TargetRange(
        range.getZone(), range.getExceptZonesList(), range.getAfter(), range.getUpTo());
  }

  private static String targets(String subDomain) {
    return "subDomains/" + subDomain + "/targets/";
  }

  private static String without(String collection, String name) {
    if (!name.startsWith(collection)) {
      throw new IllegalArgumentException(
          "resource name must begin with \"" + collection + "\": \"" + name + "\"");
    }
    return name.substring(collection.length());
  }

  private TargetWire() {}
}
