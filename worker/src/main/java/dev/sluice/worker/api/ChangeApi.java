package dev.sluice.worker.api;

import dev.sluice.domain.control.Roles;
import dev.sluice.proto.history.v1.AbortSteering;
import dev.sluice.proto.history.v1.Extension;
import dev.sluice.proto.history.v1.Override;
import dev.sluice.proto.history.v1.PlanOrder;
import dev.sluice.proto.history.v1.RiskOrder;
import dev.sluice.proto.history.v1.Steering;
import dev.sluice.proto.v1.AbortChangeRequest;
import dev.sluice.proto.v1.AbortMode;
import dev.sluice.proto.v1.ApproveChangeRequest;
import dev.sluice.proto.v1.Change;
import dev.sluice.proto.v1.ChangeEvent;
import dev.sluice.proto.v1.ChangeServiceGrpc;
import dev.sluice.proto.v1.ExtendBakeRequest;
import dev.sluice.proto.v1.GetChangeRequest;
import dev.sluice.proto.v1.ListChangesRequest;
import dev.sluice.proto.v1.ListChangesResponse;
import dev.sluice.proto.v1.LowerRiskRequest;
import dev.sluice.proto.v1.OverrideVerdictRequest;
import dev.sluice.proto.v1.PauseChangeRequest;
import dev.sluice.proto.v1.Plan;
import dev.sluice.proto.v1.PlanChangeRequest;
import dev.sluice.proto.v1.PlanChangeResponse;
import dev.sluice.proto.v1.ResumeChangeRequest;
import dev.sluice.proto.v1.StartChangeRequest;
import dev.sluice.proto.v1.WatchChangeRequest;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;

/** The ChangeService: each call by itself, in the words of the workflow. */
final class ChangeApi extends ChangeServiceGrpc.ChangeServiceImplBase {
  private final Planning planning;
  private final ChangeStart start;
  private final ChangeReader reader;
  private final ChangeListing listing;
  private final ChangeSteering steering;
  private final ChangeWatch watch;

  ChangeApi(
      Planning planning,
      ChangeStart start,
      ChangeReader reader,
      ChangeListing listing,
      ChangeSteering steering,
      ChangeWatch watch) {
    this.planning = planning;
    this.start = start;
    this.reader = reader;
    this.listing = listing;
    this.steering = steering;
    this.watch = watch;
  }

  @java.lang.Override
  public void planChange(PlanChangeRequest request, StreamObserver<PlanChangeResponse> observer) {
    String requester = Principal.current().name();
    Answer.to(
        observer,
        request.getType(),
        () -> {
          Plan plan =
              planning.plan(
                  PlanOrder.newBuilder()
                      .setType(ChangeNames.typeIn(request.getType()))
                      .putAllParameters(request.getParametersMap())
                      .setRequester(requester)
                      .build());
          return PlanChangeResponse.newBuilder()
              .setPlan(plan)
              .addAllObstacles(planning.obstacles(plan))
              .build();
        });
  }

  @java.lang.Override
  public void startChange(StartChangeRequest request, StreamObserver<Change> observer) {
    Principal caller = Principal.current();
    Answer.to(observer, request.getType(), () -> start.start(request, caller));
  }

  @java.lang.Override
  public void getChange(GetChangeRequest request, StreamObserver<Change> observer) {
    Answer.to(observer, request.getName(), () -> reader.get(ChangeNames.idIn(request.getName())));
  }

  @java.lang.Override
  public void listChanges(
      ListChangesRequest request, StreamObserver<ListChangesResponse> observer) {
    Answer.to(observer, "changes", () -> listing.list(request));
  }

  @java.lang.Override
  public void watchChange(WatchChangeRequest request, StreamObserver<ChangeEvent> observer) {
    watch.begin(
        ChangeNames.idIn(request.getName()),
        request.getAfter(),
        (ServerCallStreamObserver<ChangeEvent>) observer);
  }

  @java.lang.Override
  public void approveChange(ApproveChangeRequest request, StreamObserver<Change> observer) {
    String actor = Principal.current().name();
    Steering.Builder said =
        saying(request.getReason()).toBuilder()
            .setStep(request.getStep())
            .addAllRoles(planning.rolesOf(actor));
    if (request.hasValidFor()) {
      said.setValidFor(request.getValidFor());
    }
    Steering order = said.build();
    String role = request.getRole();
    Answer.to(
        observer,
        request.getName(),
        () -> {
          if (!role.isEmpty() && !order.getRolesList().contains(role)) {
            throw Failures.notAllowed(
                "%s does not hold the role %s, but %s: policies/roles.yaml says who does"
                    .formatted(actor, role, order.getRolesList()));
          }
          Steering inRole =
              role.isEmpty() ? order : order.toBuilder().clearRoles().addRoles(role).build();
          return steering.steer(ChangeNames.idIn(request.getName()), "approve", inRole);
        });
  }

  @java.lang.Override
  public void pauseChange(PauseChangeRequest request, StreamObserver<Change> observer) {
    steer(observer, request.getName(), "pause", saying(request.getReason()));
  }

  @java.lang.Override
  public void resumeChange(ResumeChangeRequest request, StreamObserver<Change> observer) {
    steer(observer, request.getName(), "resume", saying(request.getReason()));
  }

  @java.lang.Override
  public void abortChange(AbortChangeRequest request, StreamObserver<Change> observer) {
    AbortSteering order =
        AbortSteering.newBuilder()
            .setActor(Principal.current().name())
            .setReason(request.getReason())
            .setHold(request.getMode() == AbortMode.ABORT_HOLD)
            .build();
    steer(observer, request.getName(), "abort", order);
  }

  @java.lang.Override
  public void extendBake(ExtendBakeRequest request, StreamObserver<Change> observer) {
    Extension order =
        Extension.newBuilder()
            .setActor(Principal.current().name())
            .setReason(request.getReason())
            .setBy(request.getBy())
            .setBatch(request.getBatch())
            .build();
    steer(observer, request.getName(), "extendBake", order);
  }

  @java.lang.Override
  public void overrideVerdict(OverrideVerdictRequest request, StreamObserver<Change> observer) {
    Override order =
        Override.newBuilder()
            .setActor(Principal.current().name())
            .setReason(request.getReason())
            .setVerdict(request.getVerdict())
            .setBatch(request.getBatch())
            .build();
    steer(observer, request.getName(), "overrideVerdict", order);
  }

  @java.lang.Override
  public void lowerRisk(LowerRiskRequest request, StreamObserver<Change> observer) {
    String actor = Principal.current().name();
    RiskOrder order =
        RiskOrder.newBuilder()
            .setActor(actor)
            .setReason(request.getReason())
            .setTo(request.getRisk())
            .setRole(request.getRole().isEmpty() ? Roles.RISK_OWNER : request.getRole())
            .addAllRoles(planning.rolesOf(actor))
            .build();
    steer(observer, request.getName(), "lowerRisk", order);
  }

  private static Steering saying(String reason) {
    return Steering.newBuilder().setActor(Principal.current().name()).setReason(reason).build();
  }

  private void steer(StreamObserver<Change> observer, String name, String update, Object order) {
    Answer.to(observer, name, () -> steering.steer(ChangeNames.idIn(name), update, order));
  }
}
