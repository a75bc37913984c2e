package dev.sluice.workflows.wire;

import dev.sluice.domain.gate.Caps;
import dev.sluice.domain.gate.Claim;
import dev.sluice.domain.gate.Exemption;
import dev.sluice.domain.gate.GateRules;
import dev.sluice.domain.gate.GateState;
import dev.sluice.domain.gate.Pass;
import dev.sluice.domain.gate.Recall;
import dev.sluice.domain.gate.Standing;
import dev.sluice.domain.gate.Stop;
import dev.sluice.domain.gate.TargetClaim;
import dev.sluice.domain.plan.ChangeClass;
import dev.sluice.proto.history.v1.GateClaim;
import dev.sluice.proto.history.v1.GateInside;
import dev.sluice.proto.history.v1.GateRecall;
import dev.sluice.proto.history.v1.GateStanding;
import dev.sluice.proto.history.v1.GateWaiting;
import java.util.Map;

/** The gate, as histories keep it. */
public final class GateWire {
  private GateWire() {}

  public static dev.sluice.proto.history.v1.GateState toProto(GateState state) {
    var proto = dev.sluice.proto.history.v1.GateState.newBuilder().setRules(toProto(state.rules()));
    state.incidents().forEach(one -> proto.addIncidents(toProto(one)));
    state
        .inside()
        .forEach(one ->
            proto.addInside(
                GateInside.newBuilder()
                    .setClaim(toProto(one.claim()))
                    .setSince(TimeWire.toProto(one.since()))
                    .setExemption(exemption(one.exemption()))
                    .setSuspended(one.suspended())));
    state.queue().forEach(one -> proto.addQueue(waiting(one)));
    Recall recall = state.recall();
    if (!recall.isOver()) {
      proto.setRecall(
          GateRecall.newBuilder()
              .setListed(recall.listed())
              .setSlow(recall.slow())
              .addAllUnasked(recall.unasked())
              .addAllUnheard(recall.unheard()));
    }
    return proto.build();
  }

  private static GateWaiting waiting(GateState.Waiting one) {
    GateWaiting.Builder proto =
        GateWaiting.newBuilder()
            .setClaim(toProto(one.claim()))
            .setSince(TimeWire.toProto(one.since()))
            .setExemption(exemption(one.exemption()));
    Standing told = one.told();
    if (told != null) {
      proto.setTold(toProto(told));
    }
    return proto.build();
  }

  public static GateState toDomain(dev.sluice.proto.history.v1.GateState proto) {
    return new GateState(
        toDomain(proto.getRules()),
        proto.getIncidentsList().stream().map(GateWire::toDomain).toList(),
        proto.getInsideList().stream()
            .map(one ->
                new GateState.Inside(
                    toDomain(one.getClaim()),
                    TimeWire.toDomain(one.getSince()),
                    exemption(one.getExemption()),
                    one.getSuspended()))
            .toList(),
        proto.getQueueList().stream()
            .map(one ->
                new GateState.Waiting(
                    toDomain(one.getClaim()),
                    TimeWire.toDomain(one.getSince()),
                    exemption(one.getExemption()),
                    one.hasTold() ? toDomain(one.getTold()) : null))
            .toList(),
        proto.hasRecall() ? recall(proto.getRecall()) : Recall.OVER);
  }

  private static Recall recall(GateRecall proto) {
    return new Recall(
        proto.getListed(), proto.getSlow(), proto.getUnaskedList(), proto.getUnheardList());
  }

  public static GateStanding toProto(Standing standing) {
    return GateStanding.newBuilder()
        .setCause(standing.cause().name())
        .setOn(standing.on())
        .setWords(standing.words())
        .build();
  }

  public static Standing toDomain(GateStanding proto) {
    return new Standing(Standing.Cause.valueOf(proto.getCause()), proto.getOn(), proto.getWords());
  }

  private static dev.sluice.proto.history.v1.Exemption exemption(Exemption exemption) {
    var proto =
        dev.sluice.proto.history.v1.Exemption.newBuilder()
            .setActor(exemption.actor())
            .setReason(exemption.reason());
    if (exemption.expiry() != null) {
      proto.setExpireTime(TimeWire.toProto(exemption.expiry()));
    }
    return proto.build();
  }

  public static Exemption exemption(dev.sluice.proto.history.v1.Exemption proto) {
    return new Exemption(
        proto.getActor(),
        proto.getReason(),
        proto.hasExpireTime() ? TimeWire.toDomain(proto.getExpireTime()) : null);
  }

  public static dev.sluice.proto.history.v1.GatePass toProto(Pass pass) {
    return dev.sluice.proto.history.v1.GatePass.newBuilder()
        .setStops(pass.stops())
        .setActor(pass.actor())
        .setReason(pass.reason())
        .build();
  }

  public static Pass toDomain(dev.sluice.proto.history.v1.GatePass proto) {
    return new Pass(proto.getStops(), proto.getActor(), proto.getReason());
  }

  public static GateClaim toProto(Claim claim) {
    GateClaim.Builder proto =
        GateClaim.newBuilder()
            .setChange(claim.change())
            .setType(claim.type())
            .setEmergency(claim.changeClass() == ChangeClass.EMERGENCY)
            .setChangeClass(claim.changeClass().name())
            .setRisk(claim.risk())
            .setPriority(claim.priority())
            .addAllServices(claim.services())
            .addAllNeighbours(claim.neighbours())
            .setAtRisk(claim.atRisk())
            .setVisit(claim.visit())
            .putAllZones(claim.zones());
    if (claim.notBefore() != null) {
      proto.setNotBefore(TimeWire.toProto(claim.notBefore()));
    }
    if (claim.notAfter() != null) {
      proto.setNotAfter(TimeWire.toProto(claim.notAfter()));
    }
    for (TargetClaim each : claim.targets()) {
      var targets =
          dev.sluice.proto.history.v1.TargetClaim.newBuilder()
              .setSubDomain(each.subDomain())
              .putAllSelector(each.selector());
      each.ranges().forEach(range -> targets.addRanges(TargetWire.toProto(range)));
      proto.addTargets(targets);
    }
    return proto.build();
  }

  public static Claim toDomain(GateClaim proto) {
    return new Claim(
        proto.getChange(),
        proto.getType(),
        changeClass(proto),
        proto.getRisk(),
        proto.getPriority(),
        proto.getServicesList(),
        proto.getNeighboursList(),
        proto.getTargetsList().stream()
            .map(each ->
                new TargetClaim(
                    each.getSubDomain(),
                    each.getSelectorMap(),
                    each.getRangesList().stream().map(TargetWire::toDomain).toList()))
            .toList(),
        proto.getAtRisk(),
        proto.getZonesMap(),
        proto.hasNotBefore() ? TimeWire.toDomain(proto.getNotBefore()) : null,
        proto.hasNotAfter() ? TimeWire.toDomain(proto.getNotAfter()) : null,
        proto.getVisit());
  }

  private static ChangeClass changeClass(GateClaim proto) {
    return switch (proto.getChangeClass()) {
      case "STANDARD" -> ChangeClass.STANDARD;
      case "EMERGENCY" -> ChangeClass.EMERGENCY;
      default -> proto.getEmergency() ? ChangeClass.EMERGENCY : ChangeClass.NORMAL;
    };
  }

  public static dev.sluice.proto.history.v1.GateRules toProto(GateRules rules) {
    Caps caps = rules.caps();
    var proto =
        dev.sluice.proto.history.v1.GateRules.newBuilder()
            .setCaps(
                dev.sluice.proto.history.v1.Caps.newBuilder()
                    .setOverall(cap(caps.overall()))
                    .setPerService(cap(caps.perService()))
                    .putAllServices(caps.services())
                    .setPerZone(cap(caps.perZone()))
                    .putAllZones(caps.zones()));
    rules.freezes().forEach(freeze -> proto.addFreezes(toProto(freeze)));
    return proto.build();
  }

  private static int cap(int cap) {
    return cap == Integer.MAX_VALUE ? 0 : cap;
  }

  public static GateRules toDomain(dev.sluice.proto.history.v1.GateRules proto) {
    dev.sluice.proto.history.v1.Caps caps = proto.getCaps();
    return new GateRules(
        new Caps(
            uncapped(caps.getOverall()),
            uncapped(caps.getPerService()),
            Map.copyOf(caps.getServicesMap()),
            uncapped(caps.getPerZone()),
            Map.copyOf(caps.getZonesMap())),
        proto.getFreezesList().stream().map(GateWire::toDomain).toList());
  }

  private static int uncapped(int cap) {
    return cap == 0 ? Integer.MAX_VALUE : cap;
  }

  public static dev.sluice.proto.history.v1.Stop toProto(Stop stop) {
    var proto =
        dev.sluice.proto.history.v1.Stop.newBuilder()
            .setName(stop.name())
            .setKind(stop.kind().name())
            .addAllTypes(stop.types())
            .addAllServices(stop.services())
            .addAllZones(stop.zones())
            .setFrom(TimeWire.toProto(stop.from()))
            .setActor(stop.actor())
            .setReason(stop.reason())
            .setStrict(!stop.emergencies());
    if (stop.until() != null) {
      proto.setUntil(TimeWire.toProto(stop.until()));
    }
    return proto.build();
  }

  public static Stop toDomain(dev.sluice.proto.history.v1.Stop proto) {
    return new Stop(
        proto.getName(),
        Stop.Kind.valueOf(proto.getKind()),
        proto.getTypesList(),
        proto.getServicesList(),
        proto.getZonesList(),
        TimeWire.toDomain(proto.getFrom()),
        proto.hasUntil() ? TimeWire.toDomain(proto.getUntil()) : null,
        !proto.getStrict(),
        proto.getActor(),
        proto.getReason());
  }
}
