package dev.sluice.worker.gate;

import dev.sluice.domain.gate.GateRules;
import dev.sluice.proto.history.v1.GateAnswer;
import dev.sluice.proto.history.v1.GateClaim;
import dev.sluice.proto.history.v1.GateLeave;
import dev.sluice.proto.history.v1.GateRoster;
import dev.sluice.proto.history.v1.Roll;
import dev.sluice.workflows.gate.GateActivities;
import dev.sluice.workflows.gate.GateWorkflow;
import dev.sluice.workflows.guard.GuardWorkflow;
import dev.sluice.workflows.wire.GateWire;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.activity.Activity;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionMetadata;
import io.temporal.client.WorkflowNotFoundException;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Carries words between changes and the gate. */
public final class GateActivitiesImpl implements GateActivities {
  /** Their names fit into a payload. */
  private static final int MOST = 10_000;

  private static final String GATES = "WorkflowId = '%s'".formatted(GateWorkflow.ID);

  private static final String RUNNING =
      "WorkflowType IN ('Change', '%s') AND ExecutionStatus = 'Running'"
          .formatted(GuardWorkflow.TYPE);

  private final WorkflowClient client;
  private final GateDesk desk;
  private final Supplier<GateRules> rules;

  /**
   * @param rules what binds all changes now
   */
  public GateActivitiesImpl(WorkflowClient client, Supplier<GateRules> rules) {
    this.client = client;
    this.rules = rules;
    desk = new GateDesk(client);
  }

  @Override
  public void ask(GateClaim claim) {
    desk.ask(claim);
  }

  @Override
  public void leave(GateLeave leave) {
    desk.leave(leave);
  }

  @Override
  public void answer(GateAnswer answer) {
    desk.answer(answer);
  }

  @Override
  public GateRoster whoRuns() {
    String itself = Activity.getExecutionContext().getInfo().getWorkflowRunId();
    GateRoster.Builder roster =
        GateRoster.newBuilder()
            .setRules(GateWire.toProto(rules.get()))
            .setEarlier(
                listed(GATES).anyMatch(one -> !one.getExecution().getRunId().equals(itself)));
    listed(RUNNING)
        .filter(one -> one.getParentExecution() == null)
        .limit(MOST + 1)
        .forEach(one -> roster.addChanges(one.getExecution().getWorkflowId()));
    if (roster.getChangesCount() > MOST) {
      throw new IllegalStateException(
          "more than %d changes run: end some, so that the gate can ask who holds what"
              .formatted(MOST));
    }
    return roster.build();
  }

  /** A server that can't list keeps nothing beyond its process, and no gate before this one. */
  private Stream<WorkflowExecutionMetadata> listed(String query) {
    try {
      return client.listExecutions(query);
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.UNIMPLEMENTED) {
        return Stream.of();
      }
      throw e;
    }
  }

  @Override
  public Roll ended(Roll roll) {
    Roll.Builder ended = Roll.newBuilder();
    roll.getChangesList().stream().filter(this::hasEnded).forEach(ended::addChanges);
    return ended.build();
  }

  /** One that goes on in a new run is the same change. */
  private boolean hasEnded(String change) {
    try {
      WorkflowExecutionStatus status = client.newUntypedWorkflowStub(change).describe().getStatus();
      return status != WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
    } catch (WorkflowNotFoundException _) {
      return true;
    }
  }
}
