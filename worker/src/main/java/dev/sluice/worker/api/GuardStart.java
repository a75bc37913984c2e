package dev.sluice.worker.api;

import com.google.protobuf.Duration;
import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.proto.history.v1.ChangeInput;
import dev.sluice.proto.history.v1.GuardInput;
import dev.sluice.proto.history.v1.PlanOrder;
import dev.sluice.proto.history.v1.TargetClaim;
import dev.sluice.proto.v1.GuardTerms;
import dev.sluice.proto.v1.Plan;
import dev.sluice.proto.v1.ReportChangeRequest;
import dev.sluice.proto.v1.ReportedTargets;
import dev.sluice.proto.v1.TargetRange;
import dev.sluice.workflows.TaskQueues;
import dev.sluice.workflows.guard.GuardWorkflow;
import dev.sluice.workflows.wire.TargetWire;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowOptions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Registers changes that other platforms carry out, each once. */
final class GuardStart {
  private static final Duration A_DAY = Duration.newBuilder().setSeconds(86_400).build();

  /** So many ranges the gate keeps of one change. */
  private static final int MOST_NAMED = 500;

  private static final Duration HALF_AN_HOUR = Duration.newBuilder().setSeconds(1_800).build();

  private final WorkflowClient client;
  private final Planning planning;

  GuardStart(WorkflowClient client, Planning planning) {
    this.client = client;
    this.planning = planning;
  }

  /**
   * Registers a change that was told of.
   *
   * @throws FieldProblems when it does not say whom it concerns
   */
  void report(ReportChangeRequest request, Principal caller) {
    int named = requireConcerned(request);
    GuardInput.Builder input =
        GuardInput.newBuilder()
            .setGuard(request.getGuardId())
            .setKind("REPORTED")
            .setType(request.getType())
            .setTitle(request.getTitle())
            .setRequester(caller.name())
            .addAllServices(request.getServicesList())
            .addAllZones(request.getZonesList())
            .setTargets(request.getTargets() > 0 ? request.getTargets() : named)
            .setSilence(request.hasSilence() ? request.getSilence() : A_DAY);
    request
        .getTouchedList()
        .forEach(touched ->
            input.addTouched(
                TargetClaim.newBuilder()
                    .setSubDomain(touched.getSubDomain())
                    .putAllSelector(touched.getSelectorMap())
                    .addAllRanges(ranges(touched))));
    start(input.putAllListed(listed(request)).build());
  }

  /**
   * Of a change that names neither services nor targets nobody can tell whom it concerns.
   *
   * @return how many targets it names; 0 where it names some by their labels alone
   */
  private static int requireConcerned(ReportChangeRequest request) {
    if (request.getServicesCount() == 0 && request.getTouchedCount() == 0) {
      throw new FieldProblems(
          "services", "must name a service that it touches, unless touched says which targets");
    }
    int named = request.getTouchedList().stream().mapToInt(ReportedTargets::getNamesCount).sum();
    if (named > MOST_NAMED) {
      throw new FieldProblems(
          "touched",
          "must name at most %d targets together: select them by their labels"
              .formatted(MOST_NAMED));
    }
    boolean all = request.getTouchedList().stream().allMatch(one -> one.getNamesCount() > 0);
    return all ? named : 0;
  }

  private static List<TargetRange> ranges(ReportedTargets touched) {
    return touched.getNamesCount() == 0
        ? List.of(TargetRange.getDefaultInstance())
        : touched.getNamesList().stream()
            .map(name -> TargetWire.toProto(dev.sluice.domain.plan.TargetRange.only(name)))
            .toList();
  }

  private Map<String, Integer> listed(ReportChangeRequest request) {
    Map<String, Integer> zones = new TreeMap<>();
    for (ReportedTargets touched : request.getTouchedList()) {
      planning
          .zonesOf(touched)
          .forEach((zone, targets) -> zones.merge(zone, targets, Integer::sum));
    }
    return zones;
  }

  /**
   * Registers a change that wants to be guarded.
   *
   * @throws FieldProblems when parameters are wrong
   * @throws ProblemException for anything else that stands in the way
   */
  void guard(String guard, GuardTerms terms, Principal caller) {
    String type = ChangeNames.typeIn(terms.getType());
    Plan plan =
        planning.plan(
            PlanOrder.newBuilder()
                .setChangeId(GuardWorkflow.idOf(guard))
                .setType(type)
                .putAllParameters(terms.getParametersMap())
                .setRequester(caller.name())
                .setGuarded(true)
                .build());
    requireGuardable(plan, type);
    start(
        GuardInput.newBuilder()
            .setGuard(guard)
            .setKind("GUARDED")
            .setType(type)
            .setTitle(plan.getTitle())
            .setRequester(caller.name())
            .addAllServices(plan.getServicesList())
            .addAllZones(terms.getZonesList())
            .setTargets(plan.getTargets())
            .setPlan(plan)
            .setSteps(terms.getSteps())
            .setInspects(!terms.getUninspected())
            .setSilence(terms.hasSilence() ? terms.getSilence() : HALF_AN_HOUR)
            .setFingerprint(fingerprint(guard, terms, caller))
            .build());
  }

  /** What tells these terms from others. */
  static String fingerprint(String guard, GuardTerms terms, Principal caller) {
    return ChangeNames.fingerprint(
        ChangeInput.newBuilder()
            .setChangeId(guard)
            .setType(terms.getType())
            .putAllParameters(terms.getParametersMap())
            .setRequester(caller.name())
            .setRequestId(
                "%s %d %b %d %s"
                    .formatted(
                        guard,
                        terms.getSteps(),
                        terms.getUninspected(),
                        terms.getSilence().getSeconds(),
                        terms.getZonesList().stream().sorted().toList()))
            .build());
  }

  /** What policies ask for must hold, or the change can't be guarded. */
  private static void requireGuardable(Plan plan, String type) {
    if (plan.getStepsCount() > 0) {
      throw problem(
          "NESTED_STEPS",
          "%s has steps itself: guard a change of one sub-domain for each".formatted(type));
    }
    List<String> holds = plan.getControls().getHoldsList();
    if (!holds.isEmpty()) {
      throw new ProblemException(new Problem.ForOperator("HELD", String.join(" ", holds)));
    }
    if (plan.getControls().getApprovalsCount() > 0) {
      throw problem(
          "ROLES_NEEDED",
          "policies ask for the approval of %s, which a guarded change can't get: have Sluice carry it out"
              .formatted(plan.getControls().getApprovals(0).getRole()));
    }
  }

  private static ProblemException problem(String code, String message) {
    return new ProblemException(new Problem.ForAuthor(code, message));
  }

  private void start(GuardInput input) {
    WorkflowOptions options =
        WorkflowOptions.newBuilder()
            .setWorkflowId(GuardWorkflow.idOf(input.getGuard()))
            .setTaskQueue(TaskQueues.CHANGES)
            .setWorkflowIdConflictPolicy(
                WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
            .setWorkflowIdReusePolicy(
                WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE)
            .setStaticSummary(input.getTitle())
            .build();
    try {
      client.newUntypedWorkflowStub(GuardWorkflow.TYPE, options).start(input);
    } catch (WorkflowExecutionAlreadyStarted _) {
      // Another call was first, or it has ended: what is asked of it next says which.
    }
  }
}
