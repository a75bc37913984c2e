package dev.sluice.workflows.wire;

import dev.sluice.domain.inspection.InspectionSpec;
import dev.sluice.domain.inspection.MetricSpec;

/** What is looked at while a batch bakes. */
public final class InspectionSpecWire {
  public static dev.sluice.proto.v1.InspectionSpec toProto(InspectionSpec spec) {
    return dev.sluice.proto.v1.InspectionSpec.newBuilder()
        .setSource(spec.source())
        .addAllMetrics(spec.metrics().stream().map(InspectionSpecWire::toProto).toList())
        .setAlpha(spec.alpha())
        .setBefore(TimeWire.toProto(spec.before()))
        .build();
  }

  public static InspectionSpec toDomain(dev.sluice.proto.v1.InspectionSpec spec) {
    return new InspectionSpec(
        spec.getSource(),
        spec.getMetricsList().stream().map(InspectionSpecWire::toDomain).toList(),
        spec.getAlpha(),
        TimeWire.toDomain(spec.getBefore()));
  }

  public static dev.sluice.proto.v1.Metric toProto(MetricSpec metric) {
    return dev.sluice.proto.v1.Metric.newBuilder()
        .setName(metric.name())
        .setKind(EnumWire.sameName(dev.sluice.proto.v1.MetricKind.class, metric.kind()))
        .setBadDirection(
            EnumWire.sameName(dev.sluice.proto.v1.BadDirection.class, metric.badDirection()))
        .setRole(EnumWire.sameName(dev.sluice.proto.v1.MetricRole.class, metric.role()))
        .setQuery(metric.query())
        .setMinimumEffect(metric.minimumEffect())
        .setExpectedEffect(metric.expectedEffect())
        .setHistogram(metric.histogram())
        .build();
  }

  public static MetricSpec toDomain(dev.sluice.proto.v1.Metric metric) {
    return new MetricSpec(
        metric.getName(),
        EnumWire.sameName(MetricSpec.Kind.class, metric.getKind()),
        EnumWire.sameName(MetricSpec.BadDirection.class, metric.getBadDirection()),
        EnumWire.sameName(MetricSpec.Role.class, metric.getRole()),
        metric.getQuery(),
        metric.getMinimumEffect(),
        metric.getExpectedEffect(),
        metric.getHistogram());
  }

  private InspectionSpecWire() {}
}
