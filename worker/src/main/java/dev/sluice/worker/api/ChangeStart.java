package dev.sluice.worker.api;

import dev.sluice.proto.history.v1.ChangeInput;
import dev.sluice.proto.history.v1.PlanOrder;
import dev.sluice.proto.v1.Change;
import dev.sluice.proto.v1.Phase;
import dev.sluice.proto.v1.Plan;
import dev.sluice.proto.v1.StartChangeRequest;
import dev.sluice.workflows.SearchAttributes;
import dev.sluice.workflows.TaskQueues;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowOptions;
import java.time.InstantSource;
import java.util.Optional;
import java.util.TreeMap;

/** Starts changes, once for each request. */
final class ChangeStart {
  private static final int SUMMARY_LENGTH = 100;

  private final WorkflowClient client;
  private final Planning planning;
  private final ChangeReader reader;
  private final StartedChanges started;
  private final boolean notifies;
  private final InstantSource clock;

  ChangeStart(
      WorkflowClient client,
      Planning planning,
      ChangeReader reader,
      StartedChanges started,
      boolean notifies,
      InstantSource clock) {
    this.client = client;
    this.planning = planning;
    this.reader = reader;
    this.started = started;
    this.notifies = notifies;
    this.clock = clock;
  }

  /**
   * Starts a change, or finds the one that the same request started before. Two calls at once race
   * for the workflow id; whoever loses reads the winner's memo, and so learns whether it was the
   * same request.
   */
  Change start(StartChangeRequest request, Principal caller) throws Exception {
    ChangeInput input = input(request, caller);
    String id = input.getChangeId();
    Optional<WorkflowExecutionDescription> before = reader.find(id);
    if (before.isPresent()) {
      requireSame(input, before.get());
      return reader.get(id);
    }
    Plan plan = planning.plan(order(input));
    ChangeMemo memo = ChangeMemo.of(input, plan.getTitle(), clock.instant());
    try {
      client
          .newUntypedWorkflowStub(ChangeReader.WORKFLOW_TYPE, options(input, plan, memo))
          .start(input);
    } catch (WorkflowExecutionAlreadyStarted e) {
      requireSame(input, reader.describe(id));
      return reader.get(id);
    }
    WorkflowExecutionDescription workflow = reader.describe(id);
    requireSame(input, workflow);
    started.add(id);
    return reader.listed(id).toBuilder()
        .putAllParameters(input.getParametersMap())
        .setPlan(plan)
        .build();
  }

  private static void requireSame(ChangeInput input, WorkflowExecutionDescription workflow) {
    if (!ChangeMemo.in(workflow).fingerprint().equals(ChangeNames.fingerprint(input))) {
      throw Failures.changeIdTaken(ChangeNames.ofId(input.getChangeId()));
    }
  }

  private ChangeInput input(StartChangeRequest request, Principal caller) {
    String type = ChangeNames.typeIn(request.getType());
    String id =
        request.getChangeId().isEmpty()
            ? ChangeNames.idFor(type, request.getRequestId())
            : request.getChangeId();
    return ChangeInput.newBuilder()
        .setChangeId(id)
        .setType(type)
        .putAllParameters(request.getParametersMap())
        .setRequester(caller.name())
        .setReason(request.getReason())
        .setRequestId(request.getRequestId())
        .setAsksGate(true)
        .setKeepsLedger(true)
        .setPriority(request.getPriority())
        .setNotifies(notifies)
        .build();
  }

  private static PlanOrder order(ChangeInput input) {
    return PlanOrder.newBuilder()
        .setChangeId(input.getChangeId())
        .setType(input.getType())
        .putAllParameters(input.getParametersMap())
        .setRequester(input.getRequester())
        .build();
  }

  private static WorkflowOptions options(ChangeInput input, Plan plan, ChangeMemo memo) {
    return WorkflowOptions.newBuilder()
        .setWorkflowId(input.getChangeId())
        .setTaskQueue(TaskQueues.CHANGES)
        .setWorkflowIdConflictPolicy(
            WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
        .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE)
        .setMemo(memo.toMap())
        .setStaticSummary(shortened(plan.getTitle()))
        .setStaticDetails(details(input))
        .setTypedSearchAttributes(attributes(input, plan))
        .build();
  }

  private static io.temporal.common.SearchAttributes attributes(ChangeInput input, Plan plan) {
    return io.temporal.common.SearchAttributes.newBuilder()
        .set(SearchAttributes.TYPE, input.getType())
        .set(SearchAttributes.SERVICES, plan.getServicesList())
        .set(SearchAttributes.SUB_DOMAIN, plan.getSubDomain())
        .set(SearchAttributes.CLASS, plan.getChangeClass().name())
        .set(SearchAttributes.RISK, (long) plan.getRisk())
        .set(SearchAttributes.PHASE, Phase.PLANNING.name())
        .set(SearchAttributes.REQUESTER, input.getRequester())
        .build();
  }

  /**
   * Markdown for the UI, which shows four lines of it. What people wrote stands in code marks, so
   * that it can't be markup.
   */
  private static String details(ChangeInput input) {
    StringBuilder details = new StringBuilder();
    details.append("- ").append(code(input.getType()));
    new TreeMap<>(input.getParametersMap())
        .forEach(
            (name, value) -> details.append(", ").append(name).append(' ').append(code(value)));
    details.append("\n- asked by ").append(code(input.getRequester())).append('\n');
    if (!input.getReason().isEmpty()) {
      details.append("- because ").append(code(input.getReason())).append('\n');
    }
    return details.toString();
  }

  private static String code(String value) {
    return "`" + shortened(value.replace('`', '\'').replaceAll("\\s+", " ")) + "`";
  }

  private static String shortened(String text) {
    return text.codePointCount(0, text.length()) <= SUMMARY_LENGTH
        ? text
        : text.substring(0, text.offsetByCodePoints(0, SUMMARY_LENGTH - 1)) + "…";
  }
}
