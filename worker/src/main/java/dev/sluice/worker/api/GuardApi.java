package dev.sluice.worker.api;

import dev.sluice.proto.history.v1.GuardCall;
import dev.sluice.proto.history.v1.GuardEnd;
import dev.sluice.proto.history.v1.GuardWord;
import dev.sluice.proto.v1.ApproveGuardedChangeRequest;
import dev.sluice.proto.v1.BeginStepRequest;
import dev.sluice.proto.v1.DecideStepRequest;
import dev.sluice.proto.v1.EndGuardedChangeRequest;
import dev.sluice.proto.v1.EndStepRequest;
import dev.sluice.proto.v1.GetGuardRequest;
import dev.sluice.proto.v1.Guard;
import dev.sluice.proto.v1.GuardKind;
import dev.sluice.proto.v1.GuardServiceGrpc;
import dev.sluice.proto.v1.ListGuardedRequest;
import dev.sluice.proto.v1.ListGuardedResponse;
import dev.sluice.proto.v1.Outcome;
import dev.sluice.proto.v1.ReportChangeRequest;
import dev.sluice.proto.v1.StepAnswer;
import dev.sluice.proto.v1.Verdict;
import dev.sluice.workflows.guard.GuardWorkflow;
import io.grpc.stub.StreamObserver;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowUpdateStage;
import java.util.Optional;

/** The GuardService: changes that other platforms carry out. */
final class GuardApi extends GuardServiceGrpc.GuardServiceImplBase {
  private static final String GUARDS = "guards/";

  private final WorkflowClient client;
  private final GuardStart start;
  private final GuardListing listing;

  GuardApi(WorkflowClient client, GuardStart start, GuardListing listing) {
    this.client = client;
    this.start = start;
    this.listing = listing;
  }

  @Override
  public void reportChange(ReportChangeRequest request, StreamObserver<Guard> observer) {
    String name = GUARDS + request.getGuardId();
    Principal caller = Principal.current();
    Answer.to(
        observer,
        name,
        () -> {
          if (find(name).isEmpty()) {
            start.report(request, caller);
          }
          Guard guard = get(name);
          if (guard.getKind() != GuardKind.REPORTED
              || !guard.getTitle().equals(request.getTitle())) {
            throw Failures.changeIdTaken(name);
          }
          return request.hasEnded() && guard.getOutcome() == Outcome.OUTCOME_UNSPECIFIED
              ? ended(name, request.getEnded().getOutcome(), "", caller)
              : guard;
        });
  }

  @Override
  public void beginStep(BeginStepRequest request, StreamObserver<StepAnswer> observer) {
    String name = request.getName();
    Principal caller = Principal.current();
    GuardCall.Builder call =
        GuardCall.newBuilder().setActor(caller.name()).setStep(request.getStep());
    if (request.hasTerms()) {
      call.setFingerprint(GuardStart.fingerprint(idIn(name), request.getTerms(), caller));
    }
    Answer.to(
        observer,
        name,
        () -> {
          if (request.hasTerms() && request.getStep() == 1 && find(name).isEmpty()) {
            start.guard(idIn(name), request.getTerms(), caller);
          }
          return update(name, "beginStep", StepAnswer.class, call.build());
        });
  }

  @Override
  public void endStep(EndStepRequest request, StreamObserver<StepAnswer> observer) {
    GuardCall call =
        GuardCall.newBuilder()
            .setActor(Principal.current().name())
            .setStep(request.getStep())
            .addAllTargets(request.getTargetsList())
            .build();
    String name = request.getName();
    Answer.to(observer, name, () -> update(name, "endStep", StepAnswer.class, call));
  }

  @Override
  public void endGuardedChange(EndGuardedChangeRequest request, StreamObserver<Guard> observer) {
    String name = request.getName();
    Principal caller = Principal.current();
    Answer.to(observer, name, () -> ended(name, request.getOutcome(), request.getReason(), caller));
  }

  private Guard ended(String name, Outcome outcome, String reason, Principal caller) {
    GuardEnd end =
        GuardEnd.newBuilder()
            .setActor(caller.name())
            .setOutcome(outcome.name())
            .setReason(reason)
            .build();
    return update(name, "end", Guard.class, end);
  }

  @Override
  public void approveGuardedChange(
      ApproveGuardedChangeRequest request, StreamObserver<Guard> observer) {
    GuardWord word =
        GuardWord.newBuilder()
            .setActor(Principal.current().name())
            .setReason(request.getReason())
            .build();
    String name = request.getName();
    Answer.to(observer, name, () -> update(name, "approve", Guard.class, word));
  }

  @Override
  public void decideStep(DecideStepRequest request, StreamObserver<Guard> observer) {
    GuardWord word =
        GuardWord.newBuilder()
            .setActor(Principal.current().name())
            .setReason(request.getReason())
            .setStep(request.getStep())
            .setPass(request.getVerdict() == Verdict.PASS)
            .build();
    String name = request.getName();
    Answer.to(observer, name, () -> update(name, "decide", Guard.class, word));
  }

  @Override
  public void getGuard(GetGuardRequest request, StreamObserver<Guard> observer) {
    Answer.to(observer, request.getName(), () -> get(request.getName()));
  }

  @Override
  public void listGuarded(
      ListGuardedRequest request, StreamObserver<ListGuardedResponse> observer) {
    Answer.to(observer, "guards", () -> listing.list(request));
  }

  private Guard get(String name) {
    return find(name).orElseThrow(() -> Failures.notFound("Guard", name));
  }

  private Optional<Guard> find(String name) {
    try {
      return Optional.of(client.newWorkflowStub(GuardWorkflow.class, workflowId(name)).describe());
    } catch (WorkflowNotFoundException _) {
      return Optional.empty();
    }
  }

  private <R> R update(String name, String update, Class<R> answer, Object order) {
    UpdateOptions<R> options =
        UpdateOptions.newBuilder(answer)
            .setUpdateName(update)
            .setWaitForStage(WorkflowUpdateStage.COMPLETED)
            .build();
    try {
      return client
          .newUntypedWorkflowStub(workflowId(name))
          .startUpdate(options, order)
          .getResult();
    } catch (WorkflowNotFoundException _) {
      // Temporal says the same of a workflow that has ended.
      Guard guard = get(name);
      throw Failures.wrongState(
          name,
          "%s has ended %s%s: begin a new one, under another id"
              .formatted(
                  name,
                  guard.getOutcome(),
                  guard.getReason().isEmpty() ? "" : " (" + guard.getReason() + ")"));
    }
  }

  /** The change of a workflow. */
  static String nameOf(String workflowId) {
    return GUARDS + GuardWorkflow.guardIn(workflowId);
  }

  private static String workflowId(String name) {
    return GuardWorkflow.idOf(idIn(name));
  }

  private static String idIn(String name) {
    return name.substring(GUARDS.length());
  }
}
