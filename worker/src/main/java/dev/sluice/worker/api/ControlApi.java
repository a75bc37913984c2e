package dev.sluice.worker.api;

import static java.time.temporal.ChronoUnit.SECONDS;

import dev.sluice.domain.gate.Recall;
import dev.sluice.domain.gate.Stop;
import dev.sluice.proto.history.v1.Exemption;
import dev.sluice.proto.history.v1.GateInside;
import dev.sluice.proto.history.v1.GateState;
import dev.sluice.proto.history.v1.GateWaiting;
import dev.sluice.proto.history.v1.IncidentEnd;
import dev.sluice.proto.v1.ControlServiceGrpc;
import dev.sluice.proto.v1.DeclareIncidentRequest;
import dev.sluice.proto.v1.EndIncidentRequest;
import dev.sluice.proto.v1.ExemptChangeRequest;
import dev.sluice.proto.v1.Gate;
import dev.sluice.proto.v1.GateQueued;
import dev.sluice.proto.v1.GateRunning;
import dev.sluice.proto.v1.GateStop;
import dev.sluice.proto.v1.GetGateRequest;
import dev.sluice.worker.gate.GateDesk;
import dev.sluice.workflows.wire.GateWire;
import dev.sluice.workflows.wire.TimeWire;
import io.grpc.stub.StreamObserver;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The ControlService: the gate, freezes and incidents. */
final class ControlApi extends ControlServiceGrpc.ControlServiceImplBase {
  private static final int MOST_WAITING = 1_000;

  private final GateDesk desk;
  private final InstantSource clock;

  ControlApi(GateDesk desk, InstantSource clock) {
    this.desk = desk;
    this.clock = clock;
  }

  @Override
  public void getGate(GetGateRequest request, StreamObserver<Gate> observer) {
    Answer.to(observer, "gate", () -> shown(desk.describe()));
  }

  @Override
  public void declareIncident(DeclareIncidentRequest request, StreamObserver<Gate> observer) {
    Stop incident =
        new Stop(
            request.getName(),
            Stop.Kind.INCIDENT,
            request.getTypesList(),
            request.getServicesList(),
            request.getZonesList(),
            clock.instant(),
            null,
            true,
            Principal.current().name(),
            request.getReason());
    Answer.to(observer, "gate", () -> shown(desk.declareIncident(GateWire.toProto(incident))));
  }

  @Override
  public void endIncident(EndIncidentRequest request, StreamObserver<Gate> observer) {
    IncidentEnd end =
        IncidentEnd.newBuilder()
            .setName(request.getName())
            .setActor(Principal.current().name())
            .setReason(request.getReason())
            .build();
    Answer.to(observer, "gate", () -> shown(desk.endIncident(end)));
  }

  @Override
  public void exemptChange(ExemptChangeRequest request, StreamObserver<Gate> observer) {
    Exemption.Builder exemption =
        Exemption.newBuilder()
            .setChange(ChangeNames.idIn(request.getName()))
            .setActor(Principal.current().name())
            .setReason(request.getReason());
    if (request.hasValidFor()) {
      Instant expiry = clock.instant().plus(TimeWire.toDomain(request.getValidFor()));
      exemption.setExpireTime(TimeWire.toProto(expiry));
    }
    Answer.to(observer, request.getName(), () -> shown(desk.exempt(exemption.build())));
  }

  private Gate shown(GateState proto) {
    Instant now = clock.instant();
    Gate.Builder gate = Gate.newBuilder().setWaitingTotal(proto.getQueueCount());
    Recall recall = GateWire.toDomain(proto).recall();
    gate.setListing(!recall.listed());
    Stream.concat(recall.unheard().stream(), recall.unasked().stream())
        .map(ChangeNames::ofId)
        .forEach(gate::addUnheard);
    proto.getInsideList().forEach(one -> gate.addRunning(running(one)));
    proto.getQueueList().stream().limit(MOST_WAITING).forEach(one -> gate.addWaiting(queued(one)));
    List<Stop> stops =
        GateWire.toDomain(proto)
            .stops()
            .filter(stop -> stop.until() == null || stop.until().isAfter(now))
            .sorted(Comparator.comparing(Stop::from))
            .toList();
    stops.forEach(stop -> gate.addStops(stop(stop, now)));
    return gate.build();
  }

  private static GateRunning running(GateInside one) {
    return GateRunning.newBuilder()
        .setChange(ChangeNames.ofId(one.getClaim().getChange()))
        .setSince(one.getSince())
        .setSuspendedBy(one.getSuspended())
        .setExemption(exemption(one.getExemption()))
        .setTargetsAtRisk(one.getClaim().getAtRisk())
        .addAllServices(one.getClaim().getServicesList())
        .build();
  }

  private static String exemption(Exemption exemption) {
    if (exemption.getActor().isEmpty()) {
      return "";
    }
    String until =
        exemption.hasExpireTime()
            ? ", until " + TimeWire.toDomain(exemption.getExpireTime()).truncatedTo(SECONDS)
            : "";
    return "%s%s: %s".formatted(exemption.getActor(), until, exemption.getReason());
  }

  private static GateQueued queued(GateWaiting one) {
    return GateQueued.newBuilder()
        .setChange(ChangeNames.ofId(one.getClaim().getChange()))
        .setSince(one.getSince())
        .setWaitsFor(one.getTold().getWords())
        .setTargetsAtRisk(one.getClaim().getAtRisk())
        .addAllServices(one.getClaim().getServicesList())
        .build();
  }

  private static GateStop stop(Stop stop, Instant now) {
    GateStop.Builder shown =
        GateStop.newBuilder()
            .setName(stop.name())
            .setKind(stop.kind().name())
            .addAllTypes(stop.types())
            .addAllServices(stop.services())
            .addAllZones(stop.zones())
            .setFrom(TimeWire.toProto(stop.from()))
            .setActor(stop.actor())
            .setReason(stop.reason())
            .setActive(stop.isOn(now));
    Instant until = stop.until();
    if (until != null) {
      shown.setUntil(TimeWire.toProto(until));
    }
    return shown.build();
  }
}
