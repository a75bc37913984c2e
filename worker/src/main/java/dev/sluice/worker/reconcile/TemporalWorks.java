package dev.sluice.worker.reconcile;

import dev.sluice.activities.reconcile.Works;
import dev.sluice.domain.gate.Claim;
import dev.sluice.domain.gate.GateState;
import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.domain.reconcile.Work;
import dev.sluice.proto.history.v1.ChangeInput;
import dev.sluice.proto.history.v1.GateClaim;
import dev.sluice.proto.history.v1.GuardInput;
import dev.sluice.proto.v1.Outcome;
import dev.sluice.proto.v1.Phase;
import dev.sluice.worker.gate.GateDesk;
import dev.sluice.workflows.SearchAttributes;
import dev.sluice.workflows.guard.GuardWorkflow;
import dev.sluice.workflows.wire.GateWire;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowExecutionMetadata;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who is at work, from Temporal's list of workflows and from the gate, which knows the targets of
 * those that it let in.
 */
public final class TemporalWorks implements Works {
  private static final int MOST = 20_000;
  private static final Set<String> BEFORE_THE_GATE =
      Set.of(Phase.PLANNING.name(), Phase.AWAITING_APPROVAL.name(), Phase.AT_GATE.name());

  private final WorkflowClient client;
  private final GateDesk gate;

  public TemporalWorks(WorkflowClient client) {
    this.client = client;
    gate = new GateDesk(client);
  }

  @Override
  public List<Work> since(Instant time) {
    try {
      List<WorkflowExecutionMetadata> workflows = workflows(time);
      // Asked last: one that left the gate meanwhile was listed as running.
      return works(workflows, GateWire.toDomain(gate.describe()));
    } catch (StatusRuntimeException | WorkflowException away) {
      throw new ProblemException(
          new Problem.Passing(
              "TEMPORAL_UNAVAILABLE",
              "Temporal could not tell which changes run: " + away.getMessage()),
          away);
    }
  }

  private List<WorkflowExecutionMetadata> workflows(Instant since) {
    String query =
        "(WorkflowType = 'Change' OR WorkflowType = '%s') AND (ExecutionStatus = 'Running' OR CloseTime >= '%s')"
            .formatted(GuardWorkflow.TYPE, since.truncatedTo(ChronoUnit.SECONDS));
    try (Stream<WorkflowExecutionMetadata> all = client.listExecutions(query)) {
      List<WorkflowExecutionMetadata> some = all.limit(MOST + 1L).toList();
      if (some.size() > MOST) {
        throw new ProblemException(
            new Problem.Passing(
                "TOO_MANY_CHANGES",
                "more than %,d changes ran since %s: it can't be told who changed what"
                    .formatted(MOST, since)));
      }
      return some;
    }
  }

  private List<Work> works(List<WorkflowExecutionMetadata> workflows, GateState state) {
    Map<String, Claim> claims =
        state.inside().stream()
            .map(one -> one.claim())
            .collect(Collectors.toMap(Claim::change, Function.identity(), (one, _) -> one));
    List<Work> works = new ArrayList<>();
    for (WorkflowExecutionMetadata workflow : workflows) {
      Claim claim = claims.remove(id(workflow));
      works.addAll(claim == null ? unclaimed(workflow) : List.of(running(claim)));
    }
    claims.values().stream().filter(this::runs).map(TemporalWorks::running).forEach(works::add);
    return works;
  }

  private static String id(WorkflowExecutionMetadata workflow) {
    return workflow.getExecution().getWorkflowId();
  }

  private static Work running(Claim claim) {
    return new Work(claim.change(), claim.services(), "", claim.targets(), null, Set.of());
  }

  /** One that the list does not show has just begun, or was ended from outside. */
  private boolean runs(Claim claim) {
    return new TemporalFates(client).isRunning(claim.change());
  }

  /** One that does not stand at the gate: what it touches is known by its services. */
  private List<Work> unclaimed(WorkflowExecutionMetadata workflow) {
    boolean runs =
        workflow.getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
    Instant ended = runs ? null : workflow.getCloseTime();
    return workflow.getWorkflowType().equals(GuardWorkflow.TYPE)
        ? guarded(workflow, ended)
        : own(workflow, ended);
  }

  /** One that still waits before the gate, or never came past it, touched nothing. */
  private List<Work> own(WorkflowExecutionMetadata workflow, @Nullable Instant ended) {
    var attributes = workflow.getTypedSearchAttributes();
    String phase = attributes.get(SearchAttributes.PHASE);
    String outcome = attributes.get(SearchAttributes.OUTCOME);
    boolean untouched =
        ended == null
            ? phase != null && BEFORE_THE_GATE.contains(phase)
            : Outcome.REFUSED.name().equals(outcome);
    if (untouched) {
      return List.of();
    }
    List<String> services = attributes.get(SearchAttributes.SERVICES);
    String subDomain = attributes.get(SearchAttributes.SUB_DOMAIN);
    boolean brought = ended != null && Outcome.COMPLETED.name().equals(outcome);
    return List.of(
        new Work(
            id(workflow),
            services == null ? List.of() : services,
            subDomain == null ? "" : subDomain,
            List.of(),
            ended,
            brought ? wanted(workflow) : Set.of()));
  }

  /** A guarded one that runs and does not stand at the gate has not begun. */
  private List<Work> guarded(WorkflowExecutionMetadata workflow, @Nullable Instant ended) {
    GuardInput input = ended == null ? null : input(workflow, GuardInput.class);
    if (input == null) {
      return List.of();
    }
    GateClaim touched =
        GateClaim.newBuilder()
            .setChange(id(workflow))
            .addAllTargets(input.getTouchedList())
            .build();
    return List.of(
        new Work(
            id(workflow),
            input.getServicesList(),
            input.getPlan().getSubDomain(),
            GateWire.toDomain(touched).targets(),
            ended,
            Set.of()));
  }

  /**
   * What it was told: the version that it brought is one of these, if it was told in such words.
   */
  private Set<String> wanted(WorkflowExecutionMetadata workflow) {
    ChangeInput input = input(workflow, ChangeInput.class);
    return input == null ? Set.of() : new HashSet<>(input.getParametersMap().values());
  }

  private <T> @Nullable T input(WorkflowExecutionMetadata workflow, Class<T> type) {
    try (Stream<HistoryEvent> events =
        client.streamHistory(id(workflow), workflow.getExecution().getRunId())) {
      return events
          .findFirst()
          .filter(event -> event.getEventType() == EventType.EVENT_TYPE_WORKFLOW_EXECUTION_STARTED)
          .map(event -> event.getWorkflowExecutionStartedEventAttributes().getInput())
          .filter(input -> input.getPayloadsCount() > 0)
          .map(input ->
              client.getOptions().getDataConverter().fromPayload(input.getPayloads(0), type, type))
          .orElse(null);
    }
  }
}
