package dev.sluice.worker.api;

import dev.sluice.proto.history.v1.AbortSteering;
import dev.sluice.proto.history.v1.ChangeInput;
import dev.sluice.proto.history.v1.ChangeResult;
import dev.sluice.proto.history.v1.Events;
import dev.sluice.proto.history.v1.EventsQuery;
import dev.sluice.proto.history.v1.Extension;
import dev.sluice.proto.history.v1.Override;
import dev.sluice.proto.history.v1.RiskOrder;
import dev.sluice.proto.history.v1.StageProgress;
import dev.sluice.proto.history.v1.Steering;
import dev.sluice.proto.history.v1.StepProgress;
import dev.sluice.proto.history.v1.StepSteering;
import dev.sluice.proto.v1.Change;
import dev.sluice.proto.v1.ChangeEvent;
import dev.sluice.proto.v1.Outcome;
import dev.sluice.proto.v1.Phase;
import dev.sluice.workflows.SearchAttributes;
import dev.sluice.workflows.change.ChangeWorkflow;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.util.ArrayList;
import java.util.List;

/** A small real workflow with the contract of a change: waits, can be paused, ends on abort. */
public final class ScriptedChange implements ChangeWorkflow {
  private final ChangeInput input;
  private final List<ChangeEvent> events = new ArrayList<>();
  private Phase phase = Phase.BAKING;
  private Outcome outcome = Outcome.OUTCOME_UNSPECIFIED;

  @WorkflowInit
  public ScriptedChange(ChangeInput input) {
    this.input = input;
    record("PLANNED", "");
    record("BATCH_APPLIED", "");
  }

  @java.lang.Override
  public ChangeResult run(ChangeInput ignored) {
    Workflow.await(() -> phase == Phase.ENDED);
    Workflow.upsertTypedSearchAttributes(
        SearchAttributes.PHASE.valueSet(phase.name()),
        SearchAttributes.OUTCOME.valueSet(outcome.name()));
    return ChangeResult.newBuilder().setOutcome(outcome).build();
  }

  @java.lang.Override
  public Change approve(Steering steering) {
    String validity =
        steering.hasValidFor() ? "_FOR_%d".formatted(steering.getValidFor().getSeconds()) : "";
    record("APPROVED" + validity, steering.getActor());
    return describe();
  }

  @java.lang.Override
  public void validateApprove(Steering steering) {
    if (steering.getActor().equals(input.getRequester())) {
      throw ApplicationFailure.newNonRetryableFailure("the requester can't approve", NOT_ALLOWED);
    }
  }

  @java.lang.Override
  public Change pause(Steering steering) {
    phase = Phase.PAUSED;
    record("PAUSED", steering.getActor());
    return describe();
  }

  @java.lang.Override
  public void validatePause(Steering steering) {}

  @java.lang.Override
  public Change resume(Steering steering) {
    phase = Phase.BAKING;
    record("RESUMED", steering.getActor());
    return describe();
  }

  @java.lang.Override
  public void validateResume(Steering steering) {
    if (phase != Phase.PAUSED) {
      throw ApplicationFailure.newNonRetryableFailure(
          "resume needs a change that is PAUSED or HELD, this one is " + phase, WRONG_STATE);
    }
  }

  @java.lang.Override
  public Change abort(AbortSteering steering) {
    phase = Phase.ENDED;
    outcome = steering.getHold() ? Outcome.STOPPED : Outcome.ROLLED_BACK;
    record("ENDED", steering.getActor());
    return describe();
  }

  @java.lang.Override
  public void validateAbort(AbortSteering steering) {}

  @java.lang.Override
  public Change extendBake(Extension extension) {
    record("BAKE_EXTENDED", extension.getActor());
    return describe();
  }

  @java.lang.Override
  public void validateExtendBake(Extension extension) {}

  @java.lang.Override
  public Change overrideVerdict(Override override) {
    record("OVERRIDDEN", override.getActor());
    return describe();
  }

  @java.lang.Override
  public void validateOverrideVerdict(Override override) {}

  @java.lang.Override
  public Change lowerRisk(RiskOrder order) {
    record(
        "LOWERED_TO_%d_AS_%s_OF_%s".formatted(order.getTo(), order.getRole(), order.getRolesList()),
        order.getActor());
    return describe();
  }

  @java.lang.Override
  public void validateLowerRisk(RiskOrder order) {
    if (order.getActor().equals(input.getRequester())) {
      throw ApplicationFailure.newNonRetryableFailure("the requester can't", NOT_ALLOWED);
    }
  }

  @java.lang.Override
  public void stepProgressed(StepProgress progress) {}

  @java.lang.Override
  public void steerStep(StepSteering steering) {}

  @java.lang.Override
  public void gate(dev.sluice.proto.history.v1.GateMessage message) {}

  @java.lang.Override
  public void stageProgressed(StageProgress progress) {}

  @java.lang.Override
  public Change describe() {
    return Change.newBuilder()
        .setName("changes/" + input.getChangeId())
        .setType("changeTypes/" + input.getType())
        .setRequester(input.getRequester())
        .putAllParameters(input.getParametersMap())
        .setPhase(phase)
        .setOutcome(outcome)
        .setLastEvent(events.size())
        .build();
  }

  @java.lang.Override
  public Events events(EventsQuery query) {
    List<ChangeEvent> after =
        events.stream()
            .filter(event -> event.getSequence() > query.getAfter())
            .limit(query.getLimit())
            .toList();
    return Events.newBuilder()
        .addAllEvents(after)
        .setEnded(phase == Phase.ENDED)
        .setFirstKept(1)
        .build();
  }

  private void record(String kind, String actor) {
    events.add(
        ChangeEvent.newBuilder()
            .setSequence(events.size() + 1L)
            .setKind(kind)
            .setActor(actor)
            .setPhase(phase)
            .build());
  }
}
