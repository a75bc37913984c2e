package dev.sluice.activities.subdomain.remote;

import dev.sluice.domain.changetype.ParameterSpec;
import dev.sluice.domain.changetype.ParameterType;
import dev.sluice.domain.changetype.ValueLimits;
import dev.sluice.domain.subdomain.Capability;
import dev.sluice.domain.subdomain.Capability.WayBack;
import dev.sluice.domain.subdomain.Description;
import dev.sluice.domain.subdomain.Limits;
import dev.sluice.domain.subdomain.Observation;
import dev.sluice.domain.subdomain.TargetKind;
import dev.sluice.proto.subdomain.v1.DescribeResponse;
import dev.sluice.proto.subdomain.v1.ObserveResponse;
import dev.sluice.proto.subdomain.v1.Parameter;
import dev.sluice.workflows.wire.InspectionSpecWire;
import dev.sluice.workflows.wire.TimeWire;

/** What a sub-domain says of itself, as the service's messages and as the domain's records. */
final class DescriptionWire {
  private DescriptionWire() {}

  static DescribeResponse toProto(Description description) {
    DescribeResponse.Builder proto =
        DescribeResponse.newBuilder()
            .setDescription(description.description())
            .setLimits(toProto(description.limits()));
    for (TargetKind kind : description.targetKinds()) {
      proto.addTargetKinds(
          dev.sluice.proto.subdomain.v1.TargetKind.newBuilder()
              .setName(kind.name())
              .setDescription(kind.description()));
    }
    description.capabilities().forEach(capability -> proto.addCapabilities(toProto(capability)));
    return proto.build();
  }

  /**
   * @throws IllegalArgumentException when it contradicts itself
   */
  static Description toDomain(DescribeResponse proto) {
    return new Description(
        proto.getDescription(),
        proto.getTargetKindsList().stream()
            .map(kind -> new TargetKind(kind.getName(), kind.getDescription()))
            .toList(),
        proto.getCapabilitiesList().stream().map(DescriptionWire::toDomain).toList(),
        toDomain(proto.getLimits()));
  }

  private static dev.sluice.proto.subdomain.v1.Limits toProto(Limits limits) {
    boolean any = limits.ordersPerSecond() == Limits.ANY_RATE;
    return dev.sluice.proto.subdomain.v1.Limits.newBuilder()
        .setConcurrency(limits.concurrency())
        .setOrdersPerSecond(any ? 0 : limits.ordersPerSecond())
        .setPatience(TimeWire.toProto(limits.patience()))
        .build();
  }

  private static Limits toDomain(dev.sluice.proto.subdomain.v1.Limits limits) {
    double rate = limits.getOrdersPerSecond();
    return new Limits(
        limits.getConcurrency(),
        rate == 0 ? Limits.ANY_RATE : rate,
        TimeWire.toDomain(limits.getPatience()));
  }

  private static dev.sluice.proto.subdomain.v1.Capability toProto(Capability capability) {
    return dev.sluice.proto.subdomain.v1.Capability.newBuilder()
        .setName(capability.name())
        .setDescription(capability.description())
        .setTargetKind(capability.targetKind())
        .addAllParameters(capability.parameters().stream().map(DescriptionWire::toProto).toList())
        .setReversible(capability.reversible())
        .setWayBack(capability.wayBack().words())
        .build();
  }

  private static Capability toDomain(dev.sluice.proto.subdomain.v1.Capability capability) {
    return new Capability(
        capability.getName(),
        capability.getDescription(),
        capability.getTargetKind(),
        capability.getParametersList().stream().map(DescriptionWire::toDomain).toList(),
        new WayBack(capability.getReversible(), capability.getWayBack()));
  }

  private static Parameter toProto(ParameterSpec parameter) {
    Parameter.Builder proto =
        Parameter.newBuilder()
            .setName(parameter.name())
            .setType(
                switch (parameter.type()) {
                  case STRING -> dev.sluice.proto.subdomain.v1.ParameterType.STRING;
                  case INTEGER -> dev.sluice.proto.subdomain.v1.ParameterType.INTEGER;
                  case NUMBER -> dev.sluice.proto.subdomain.v1.ParameterType.NUMBER;
                  case BOOLEAN -> dev.sluice.proto.subdomain.v1.ParameterType.BOOLEAN;
                  case DURATION -> dev.sluice.proto.subdomain.v1.ParameterType.DURATION;
                })
            .setRequired(parameter.required())
            .setDescription(parameter.description())
            .addAllAllowed(parameter.limits().allowed());
    if (parameter.defaultValue() != null) {
      proto.setDefaultValue(parameter.defaultValue());
    }
    if (parameter.limits().min() != null) {
      proto.setMin(parameter.limits().min());
    }
    if (parameter.limits().max() != null) {
      proto.setMax(parameter.limits().max());
    }
    if (parameter.limits().pattern() != null) {
      proto.setPattern(parameter.limits().pattern());
    }
    return proto.build();
  }

  private static ParameterSpec toDomain(Parameter parameter) {
    return new ParameterSpec(
        parameter.getName(),
        switch (parameter.getType()) {
          case STRING -> ParameterType.STRING;
          case INTEGER -> ParameterType.INTEGER;
          case NUMBER -> ParameterType.NUMBER;
          case BOOLEAN -> ParameterType.BOOLEAN;
          case DURATION -> ParameterType.DURATION;
          case PARAMETER_TYPE_UNSPECIFIED, UNRECOGNIZED ->
              throw new IllegalArgumentException(
                  "parameter %s has no type".formatted(parameter.getName()));
        },
        parameter.getRequired(),
        parameter.hasDefaultValue() ? parameter.getDefaultValue() : null,
        parameter.getDescription(),
        new ValueLimits(
            parameter.hasMin() ? parameter.getMin() : null,
            parameter.hasMax() ? parameter.getMax() : null,
            parameter.getAllowedList(),
            parameter.hasPattern() ? parameter.getPattern() : null));
  }

  static ObserveResponse toProto(Observation observation) {
    return ObserveResponse.newBuilder()
        .setSource(observation.source())
        .addAllMetrics(observation.metrics().stream().map(InspectionSpecWire::toProto).toList())
        .setLogQuery(observation.logQuery())
        .build();
  }

  static Observation toDomain(ObserveResponse proto) {
    return new Observation(
        proto.getSource(),
        proto.getMetricsList().stream().map(InspectionSpecWire::toDomain).toList(),
        proto.getLogQuery());
  }
}
