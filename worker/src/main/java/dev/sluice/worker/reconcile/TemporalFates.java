package dev.sluice.worker.reconcile;

import dev.sluice.activities.reconcile.Fates;
import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryReverseRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowServiceException;
import java.time.Instant;

/** What became of the workflows of changes, as Temporal knows it. */
public final class TemporalFates implements Fates {
  private final WorkflowClient client;

  public TemporalFates(WorkflowClient client) {
    this.client = client;
  }

  boolean isRunning(String change) {
    try {
      return client.newUntypedWorkflowStub(change).describe().getStatus()
          == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
    } catch (WorkflowNotFoundException _) {
      return false;
    }
  }

  @Override
  public Fate of(String change) {
    try {
      return fate(client.newUntypedWorkflowStub(change).describe());
    } catch (WorkflowNotFoundException _) {
      return new Fate.Unknown();
    } catch (StatusRuntimeException | WorkflowServiceException away) {
      throw new ProblemException(
          new Problem.Passing(
              "TEMPORAL_UNAVAILABLE",
              "Temporal could not tell what became of %s: %s".formatted(change, away.getMessage())),
          away);
    }
  }

  private Fate fate(WorkflowExecutionDescription workflow) {
    Instant closed = workflow.getCloseTime();
    if (closed == null) {
      return new Fate.OnItsWay();
    }
    return switch (workflow.getStatus()) {
      case WORKFLOW_EXECUTION_STATUS_TERMINATED ->
          new Fate.CutOff(terminated(workflow.getExecution()), closed);
      case WORKFLOW_EXECUTION_STATUS_TIMED_OUT -> new Fate.CutOff("timed out in Temporal", closed);
      case WORKFLOW_EXECUTION_STATUS_CANCELED -> new Fate.CutOff("cancelled in Temporal", closed);
      case WORKFLOW_EXECUTION_STATUS_FAILED -> new Fate.CutOff("failed in Temporal", closed);
      case WORKFLOW_EXECUTION_STATUS_COMPLETED,
          WORKFLOW_EXECUTION_STATUS_CONTINUED_AS_NEW,
          WORKFLOW_EXECUTION_STATUS_RUNNING,
          WORKFLOW_EXECUTION_STATUS_PAUSED,
          WORKFLOW_EXECUTION_STATUS_UNSPECIFIED,
          UNRECOGNIZED ->
          new Fate.OnItsWay();
    };
  }

  private String terminated(WorkflowExecution execution) {
    return client
        .getWorkflowServiceStubs()
        .blockingStub()
        .getWorkflowExecutionHistoryReverse(
            GetWorkflowExecutionHistoryReverseRequest.newBuilder()
                .setNamespace(client.getOptions().getNamespace())
                .setExecution(execution)
                .setMaximumPageSize(1)
                .build())
        .getHistory()
        .getEventsList()
        .stream()
        .filter(HistoryEvent::hasWorkflowExecutionTerminatedEventAttributes)
        .map(event -> event.getWorkflowExecutionTerminatedEventAttributes())
        .map(last ->
            "terminated in Temporal by %s: %s"
                .formatted(
                    last.getIdentity().isEmpty() ? "somebody" : last.getIdentity(),
                    last.getReason().isEmpty() ? "no reason given" : last.getReason()))
        .findFirst()
        .orElse("terminated in Temporal");
  }
}
