package dev.sluice.workflows.change;

import dev.sluice.domain.plan.ChangePlan;
import dev.sluice.domain.plan.Plan;
import dev.sluice.domain.plan.StepsPlan;
import dev.sluice.domain.rollout.RolloutSignal;
import dev.sluice.proto.history.v1.AbortSteering;
import dev.sluice.proto.history.v1.ChangeInput;
import dev.sluice.proto.history.v1.ChangeResult;
import dev.sluice.proto.history.v1.Events;
import dev.sluice.proto.history.v1.EventsQuery;
import dev.sluice.proto.history.v1.Extension;
import dev.sluice.proto.history.v1.GateMessage;
import dev.sluice.proto.history.v1.PlanOrder;
import dev.sluice.proto.history.v1.StageProgress;
import dev.sluice.proto.history.v1.Steering;
import dev.sluice.proto.history.v1.StepProgress;
import dev.sluice.proto.history.v1.StepSteering;
import dev.sluice.proto.v1.Change;
import dev.sluice.workflows.ActivityLimits;
import dev.sluice.workflows.gate.GatePass;
import dev.sluice.workflows.plan.PlanActivities;
import dev.sluice.workflows.rollout.Failures;
import dev.sluice.workflows.wire.PlanWire;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes a change durable: plans, runs it, shows where it stands and lets people steer. */
public final class ChangeWorkflowImpl implements ChangeWorkflow {
  /** Between two plans of a change that policies hold. */
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);

  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  private final ChangeInput input;
  private final ChangePage page;

  /** What was said to a step before it ran. */
  private final List<RolloutSignal.Steering> early = new ArrayList<>();

  private @Nullable ChangeRun running;
  private @Nullable CancellationScope planning;
  private @Nullable String abortedWhilePlanning;

  @WorkflowInit
  public ChangeWorkflowImpl(ChangeInput input) {
    this.input = input;
    page = new ChangePage(input);
  }

  @Override
  public ChangeResult run(ChangeInput same) {
    ChangeRun run = planned();
    if (run == null) {
      return refused();
    }
    running = run;
    early.forEach(said -> run.take(said, ""));
    ChangeResult result = run.run();
    page.handOverNotices();
    return result;
  }

  /** Null when the change is refused before anything is touched. */
  private @Nullable ChangeRun planned() {
    if (input.hasCarriedOver()) {
      return RolloutRun.goOn(page);
    }
    if (input.hasStepOf()) {
      return RolloutRun.begin(page, PlanWire.toDomain(input.getStepOf().getPlan()));
    }
    page.planning();
    return switch (unheld()) {
      case null -> null;
      case Plan one -> RolloutRun.begin(page, one);
      case StepsPlan steps -> new StepsRun(page, steps);
    };
  }

  /**
   * What policies hold is planned again later, until they don't. Null when the change is refused
   * before anything is touched.
   */
  private @Nullable ChangePlan unheld() {
    ChangePlan plan = plan();
    Duration pause = FIRST_PAUSE;
    while (plan != null && !plan.classification().controls().holds().isEmpty()) {
      page.heldByPolicies(plan.classification().controls().holds());
      if (!pauseBeforeNextPlan(pause)) {
        return null;
      }
      pause =
          pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0
              ? LONGEST_PAUSE
              : pause.multipliedBy(2);
      plan = plan();
    }
    return plan;
  }

  /** False when somebody ended the change meanwhile. */
  private boolean pauseBeforeNextPlan(Duration pause) {
    TimerOptions named =
        TimerOptions.newBuilder().setSummary("policies hold it: plan again").build();
    List<Promise<Void>> timer = new ArrayList<>();
    CancellationScope scope =
        Workflow.newCancellationScope(() -> timer.add(Workflow.newTimer(pause, named)));
    planning = scope;
    scope.run();
    try {
      timer.getFirst().get();
      return true;
    } catch (TemporalFailure failure) {
      if (abortedWhilePlanning == null) {
        abortedWhilePlanning = Failures.words(failure);
      }
      return false;
    }
  }

  /** Null when the change is refused before anything is touched. */
  private @Nullable ChangePlan plan() {
    PlanActivities activities =
        Workflow.newActivityStub(
            PlanActivities.class, ActivityLimits.asking("make the plan; touches nothing"));
    PlanOrder order =
        PlanOrder.newBuilder()
            .setChangeId(input.getChangeId())
            .setType(input.getType())
            .putAllParameters(input.getParametersMap())
            .setRequester(input.getRequester())
            .build();
    List<Promise<dev.sluice.proto.v1.Plan>> made = new ArrayList<>();
    CancellationScope scope =
        Workflow.newCancellationScope(() -> made.add(Async.function(activities::plan, order)));
    planning = scope;
    scope.run();
    try {
      return PlanWire.changePlan(made.getFirst().get());
    } catch (TemporalFailure failure) {
      if (abortedWhilePlanning == null) {
        abortedWhilePlanning = Failures.words(failure);
      }
      return null;
    }
  }

  private ChangeResult refused() {
    String reason = String.valueOf(abortedWhilePlanning);
    page.refusedWhilePlanning(reason);
    letHandlersFinish();
    page.handOverNotices();
    return ChangeResult.newBuilder()
        .setOutcome(dev.sluice.proto.v1.Outcome.REFUSED)
        .setReason(reason)
        .build();
  }

  static void letHandlersFinish() {
    Workflow.newDetachedCancellationScope(() -> Workflow.await(Workflow::isEveryHandlerFinished))
        .run();
  }

  @Override
  public Change approve(Steering steering) {
    return steer(approveOf(steering), steering.getStep());
  }

  @Override
  public void validateApprove(Steering steering) {
    if (steering.getActor().equals(input.getRequester())) {
      throw ApplicationFailure.newNonRetryableFailure(
          "%s asked for this change and can't approve it; another person has to"
              .formatted(steering.getActor()),
          NOT_ALLOWED);
    }
    check(approveOf(steering), steering.getStep());
  }

  private static RolloutSignal.Approve approveOf(Steering steering) {
    return new RolloutSignal.Approve(
        steering.getActor(), steering.getReason(), steering.getRolesList());
  }

  @Override
  public Change pause(Steering steering) {
    return steer(new RolloutSignal.Pause(steering.getActor(), steering.getReason()));
  }

  @Override
  public void validatePause(Steering steering) {
    check(new RolloutSignal.Pause(steering.getActor(), steering.getReason()));
  }

  @Override
  public Change resume(Steering steering) {
    return steer(new RolloutSignal.Resume(steering.getActor(), steering.getReason()));
  }

  @Override
  public void validateResume(Steering steering) {
    check(new RolloutSignal.Resume(steering.getActor(), steering.getReason()));
  }

  @Override
  public Change abort(AbortSteering steering) {
    if (running == null && planning != null) {
      abortedWhilePlanning = "aborted by " + steering.getActor() + ": " + steering.getReason();
      planning.cancel();
      return page.change();
    }
    return steer(abortOf(steering));
  }

  @Override
  public void validateAbort(AbortSteering steering) {
    if (running != null || planning == null) {
      check(abortOf(steering));
    }
  }

  private static RolloutSignal.Abort abortOf(AbortSteering steering) {
    return new RolloutSignal.Abort(steering.getActor(), steering.getReason(), steering.getHold());
  }

  @Override
  public Change extendBake(Extension extension) {
    return steer(SteeringOrders.extend(extension));
  }

  @Override
  public void validateExtendBake(Extension extension) {
    check(SteeringOrders.extend(extension));
  }

  @Override
  public Change overrideVerdict(dev.sluice.proto.history.v1.Override override) {
    return steer(SteeringOrders.override(override));
  }

  @Override
  public void validateOverrideVerdict(dev.sluice.proto.history.v1.Override override) {
    check(SteeringOrders.override(override));
  }

  private void check(RolloutSignal.Steering steering) {
    check(steering, "");
  }

  private void check(RolloutSignal.Steering steering, String step) {
    ChangeRun run = running;
    String refusal =
        run == null
            ? "the change is still being planned: try again in a moment, or abort it"
            : run.refusal(steering, step).orElse("");
    if (!refusal.isEmpty()) {
      throw ApplicationFailure.newNonRetryableFailure(refusal, WRONG_STATE);
    }
  }

  private Change steer(RolloutSignal.Steering steering) {
    return steer(steering, "");
  }

  private Change steer(RolloutSignal.Steering steering, String step) {
    ChangeRun run = running;
    if (run != null) {
      run.take(steering, step);
    }
    return page.change();
  }

  @Override
  public void stageProgressed(StageProgress progress) {
    ChangeRun run = running;
    if (run != null) {
      run.stageProgressed(progress);
    }
  }

  @Override
  public void stepProgressed(StepProgress progress) {
    ChangeRun run = running;
    if (run != null) {
      run.stepProgressed(progress);
    }
  }

  /** The gate answers only who has asked it; one that began anew asks everybody. */
  @Override
  public void gate(GateMessage message) {
    ChangeRun run = running;
    if (run != null) {
      run.take(message);
    } else if (message.hasQuestion()) {
      var _ = GatePass.answerNothing(input.getChangeId(), message.getQuestion());
    }
  }

  @Override
  public void steerStep(StepSteering steering) {
    if (steering.getSteeringCase() == StepSteering.SteeringCase.FREEZE) {
      gate(GatePass.ofFreeze(steering.getFreeze()));
      return;
    }
    RolloutSignal.Steering said = SteeringOrders.ofStep(steering);
    ChangeRun run = running;
    if (run == null) {
      early.add(said);
    } else if (run.refusal(said, "").isEmpty()) {
      run.take(said, "");
    }
  }

  @Override
  public Change describe() {
    return page.change();
  }

  @Override
  public Events events(EventsQuery query) {
    return page.events(query);
  }
}
