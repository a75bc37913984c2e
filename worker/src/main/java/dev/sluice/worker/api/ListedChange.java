package dev.sluice.worker.api;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import dev.sluice.proto.v1.Change;
import dev.sluice.proto.v1.Outcome;
import dev.sluice.proto.v1.Phase;
import dev.sluice.worker.temporal.UiLinks;
import dev.sluice.workflows.SearchAttributes;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowExecutionMetadata;
import io.temporal.common.SearchAttributeKey;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A change as Temporal alone knows it: by search attributes, memo and the workflow's status. */
final class ListedChange {
  static Change of(WorkflowExecutionMetadata workflow, UiLinks links) {
    String id = workflow.getExecution().getWorkflowId();
    ChangeMemo memo = ChangeMemo.in(workflow);
    Change.Builder change =
        Change.newBuilder()
            .setName(ChangeNames.ofId(id))
            .setType(ChangeNames.ofType(attribute(workflow, SearchAttributes.TYPE)))
            .setTitle(memo.title())
            .setReason(memo.reason())
            .setRequester(attribute(workflow, SearchAttributes.REQUESTER))
            .setPhase(phase(attribute(workflow, SearchAttributes.PHASE)))
            .setOutcome(outcome(attribute(workflow, SearchAttributes.OUTCOME)))
            .setCreateTime(timestamp(memo.createdOr(workflow.getStartTime())))
            .setUiUri(links.uiUri(id));
    return withStatus(change, workflow).build();
  }

  /** Says what the workflow itself can't: that somebody ended it in Temporal. */
  static Change.Builder withStatus(Change.Builder change, WorkflowExecutionMetadata workflow) {
    @Nullable Instant closed = workflow.getCloseTime();
    if (closed == null || isOpen(workflow)) {
      return change;
    }
    change.setEndTime(timestamp(closed));
    if (workflow.getStatus() != WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED) {
      change
          .setPhase(Phase.ENDED)
          .setStatusReason(
              "The workflow was " + howClosed(workflow) + " in Temporal: check its targets.")
          .clearWaitingFor();
    }
    return change;
  }

  static boolean isOpen(WorkflowExecutionMetadata workflow) {
    WorkflowExecutionStatus status = workflow.getStatus();
    return status == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING
        || status == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_CONTINUED_AS_NEW;
  }

  /** {@code terminated}, {@code timed out}, {@code failed}. */
  static String howClosed(WorkflowExecutionMetadata workflow) {
    return workflow
        .getStatus()
        .name()
        .replace("WORKFLOW_EXECUTION_STATUS_", "")
        .replace('_', ' ')
        .toLowerCase(Locale.ROOT);
  }

  private static String attribute(
      WorkflowExecutionMetadata workflow, SearchAttributeKey<String> key) {
    String value = workflow.getTypedSearchAttributes().get(key);
    return value == null ? "" : value;
  }

  private static Phase phase(String name) {
    try {
      return Phase.valueOf(name);
    } catch (IllegalArgumentException e) {
      return Phase.PHASE_UNSPECIFIED;
    }
  }

  private static Outcome outcome(String name) {
    try {
      return Outcome.valueOf(name);
    } catch (IllegalArgumentException e) {
      return Outcome.OUTCOME_UNSPECIFIED;
    }
  }

  private static Timestamp timestamp(Instant instant) {
    return Timestamps.fromMillis(instant.toEpochMilli());
  }

  private ListedChange() {}
}
