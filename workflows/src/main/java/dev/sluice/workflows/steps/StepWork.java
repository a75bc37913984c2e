package dev.sluice.workflows.steps;

import dev.sluice.domain.plan.Plan;
import dev.sluice.domain.plan.StepsPlan;
import dev.sluice.domain.rollout.Outcome;
import dev.sluice.domain.rollout.Words;
import dev.sluice.domain.steps.StepsSignal;
import dev.sluice.proto.history.v1.AbortSteering;
import dev.sluice.proto.history.v1.ChangeInput;
import dev.sluice.proto.history.v1.ChangeResult;
import dev.sluice.proto.history.v1.Steering;
import dev.sluice.proto.history.v1.StepOf;
import dev.sluice.proto.history.v1.StepSteering;
import dev.sluice.proto.v1.Phase;
import dev.sluice.workflows.MemoKeys;
import dev.sluice.workflows.SearchAttributes;
import dev.sluice.workflows.change.ChangeWorkflow;
import dev.sluice.workflows.rollout.Failures;
import dev.sluice.workflows.wire.PlanWire;
import dev.sluice.workflows.wire.RolloutWire;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.workflow.Async;
import io.temporal.workflow.ChildWorkflowCancellationType;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Starts and steers the child workflows of steps: each is a change, named change.step. */
final class StepWork {
  /** One that was ended from outside did not tell how often it went back. */
  private static final int UNKNOWN_WAYS_BACK = 100;

  private final ChangeInput change;
  private final StepsPlan plan;
  private final Map<String, ChangeWorkflow> running = new HashMap<>();

  /** How many ways back were begun, by step: a sub-domain refuses a late call of an older one. */
  private final Map<String, Integer> waysBack = new HashMap<>();

  StepWork(ChangeInput change, StepsPlan plan) {
    this.change = change;
    this.plan = plan;
  }

  Promise<StepsSignal> run(String step) {
    return child(step, StepNames.of(change.getChangeId(), step), stepOf(step))
        .handle((result, failure) -> {
          ended(step, result);
          return result == null
              ? new StepsSignal.StepEnded(step, Outcome.STOPPED, lost(failure))
              : new StepsSignal.StepEnded(
                  step, RolloutWire.outcome(result.getOutcome()), result.getReason());
        });
  }

  Promise<StepsSignal> takeBack(String step, int round, String reason) {
    StepOf.Builder order =
        stepOf(step).setTakingBack(reason).setRound(waysBack.getOrDefault(step, 0) + 1);
    return child(step, StepNames.back(change.getChangeId(), step, round), order)
        .handle((result, failure) -> {
          ended(step, result);
          return result == null
              ? new StepsSignal.StepTakenBack(step, round, false, lost(failure))
              : new StepsSignal.StepTakenBack(
                  step,
                  round,
                  result.getOutcome() == dev.sluice.proto.v1.Outcome.ROLLED_BACK,
                  result.getReason());
        });
  }

  private void ended(String step, @Nullable ChangeResult result) {
    running.remove(step);
    waysBack.merge(step, result == null ? UNKNOWN_WAYS_BACK : result.getWaysBack(), Integer::max);
  }

  private static String lost(@Nullable Throwable failure) {
    return "its workflow was ended from outside: " + Failures.words(failure);
  }

  private StepOf.Builder stepOf(String step) {
    return StepOf.newBuilder()
        .setChangeId(change.getChangeId())
        .setStep(step)
        .setPlan(PlanWire.toProto(plan.step(step).plan()));
  }

  private Promise<ChangeResult> child(String step, String id, StepOf.Builder order) {
    Plan its = plan.step(step).plan();
    boolean back = !order.getTakingBack().isEmpty();
    String title = back ? "take back: " + its.title() : its.title();
    ChangeWorkflow child =
        Workflow.newChildWorkflowStub(
            ChangeWorkflow.class,
            ChildWorkflowOptions.newBuilder()
                .setWorkflowId(id)
                .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_REQUEST_CANCEL)
                .setCancellationType(ChildWorkflowCancellationType.WAIT_CANCELLATION_COMPLETED)
                .setStaticSummary("step %s: %s".formatted(step, title))
                .setStaticDetails(
                    "- a step of `%s`\n- %s".formatted(change.getChangeId(), size(its)))
                .setMemo(
                    Map.of(
                        MemoKeys.TITLE, title,
                        MemoKeys.REASON, change.getReason(),
                        MemoKeys.CREATED, now().toString()))
                .setTypedSearchAttributes(
                    io.temporal.common.SearchAttributes.newBuilder()
                        .set(SearchAttributes.TYPE, its.type())
                        .set(SearchAttributes.PHASE, Phase.PLANNING.name())
                        .set(SearchAttributes.REQUESTER, change.getRequester())
                        .build())
                .build());
    running.put(step, child);
    return Async.function(
        child::run,
        ChangeInput.newBuilder()
            .setChangeId(id)
            .setType(its.type())
            .putAllParameters(its.parameters())
            .setRequester(change.getRequester())
            .setReason(change.getReason())
            .setStepOf(order)
            .setKeepsLedger(change.getKeepsLedger())
            .setNotifies(change.getNotifies())
            .build());
  }

  private static String size(Plan plan) {
    return "%s in %d stages".formatted(Words.count(plan.targets(), "target"), plan.stages().size());
  }

  private static Instant now() {
    return Instant.ofEpochMilli(Workflow.currentTimeMillis());
  }

  void stop(String step, boolean hold, String reason) {
    send(
        step,
        StepSteering.newBuilder()
            .setStop(
                AbortSteering.newBuilder()
                    .setActor("change " + change.getChangeId())
                    .setReason(reason)
                    .setHold(hold))
            .build());
  }

  void tell(String step, String stop) {
    send(step, StepSteering.newBuilder().setFreeze(stop).build());
  }

  void pause(String step, boolean pause, String actor, String reason) {
    Steering said = Steering.newBuilder().setActor(actor).setReason(reason).build();
    send(
        step,
        pause
            ? StepSteering.newBuilder().setPause(said).build()
            : StepSteering.newBuilder().setResume(said).build());
  }

  private void send(String step, StepSteering message) {
    ChangeWorkflow child = running.get(step);
    if (child == null) {
      return;
    }
    // One that has just ended can't be told any more: its result is on its way.
    Async.procedure(child::steerStep, message).handle((_, failure) -> failure == null);
  }
}
