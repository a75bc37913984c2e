package dev.sluice.workflows.change;

import dev.sluice.domain.plan.Plan;
import dev.sluice.domain.rollout.Phase;
import dev.sluice.domain.rollout.Rollout;
import dev.sluice.domain.rollout.RolloutSignal;
import dev.sluice.domain.rollout.RolloutState;
import dev.sluice.domain.rollout.SteeringCheck;
import dev.sluice.proto.history.v1.AbortSteering;
import dev.sluice.proto.history.v1.CarriedOver;
import dev.sluice.proto.history.v1.ChangeInput;
import dev.sluice.proto.history.v1.ChangeResult;
import dev.sluice.proto.history.v1.Events;
import dev.sluice.proto.history.v1.EventsQuery;
import dev.sluice.proto.history.v1.Extension;
import dev.sluice.proto.history.v1.PlanOrder;
import dev.sluice.proto.history.v1.StageProgress;
import dev.sluice.proto.history.v1.Steering;
import dev.sluice.proto.v1.Change;
import dev.sluice.workflows.ActivityLimits;
import dev.sluice.workflows.plan.PlanActivities;
import dev.sluice.workflows.rollout.ChangeWindows;
import dev.sluice.workflows.rollout.Failures;
import dev.sluice.workflows.rollout.RolloutContext;
import dev.sluice.workflows.rollout.RolloutRunner;
import dev.sluice.workflows.wire.PlanWire;
import dev.sluice.workflows.wire.RolloutWire;
import dev.sluice.workflows.wire.TimeWire;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes a {@link Rollout} durable: plans, runs it, shows where it stands and lets people steer. */
public final class ChangeWorkflowImpl implements ChangeWorkflow {
  private final ChangeInput input;
  private final ChangeDisplay display;
  private @Nullable RolloutRunner runner;
  private @Nullable CancellationScope planning;
  private @Nullable String abortedWhilePlanning;

  @WorkflowInit
  public ChangeWorkflowImpl(ChangeInput input) {
    this.input = input;
    display = new ChangeDisplay(input);
  }

  @Override
  public ChangeResult run(ChangeInput same) {
    Plan plan = input.hasCarriedOver() ? PlanWire.toDomain(input.getCarriedOver().getPlan()) : null;
    ChangeWindows windows = new ChangeWindows();
    RolloutState state;
    if (plan == null) {
      display.planning();
      plan = plan();
      if (plan == null) {
        return refused();
      }
      state = Rollout.planned(plan);
    } else {
      CarriedOver carried = input.getCarriedOver();
      state = RolloutWire.toDomain(carried.getState(), plan);
      if (state.begun() > 0) {
        windows =
            ChangeWindows.of(
                state.current().number(),
                carried.getWindow(),
                TimeWire.toDomain(carried.getFirstChangeTime()));
      }
    }
    return run(plan, state, windows);
  }

  private ChangeResult run(Plan plan, RolloutState from, ChangeWindows windows) {
    RolloutContext context = new RolloutContext(input.getChangeId(), from.batches(), List.of(), 0);
    RolloutRunner running = new RolloutRunner(context, from, windows, display);
    runner = running;
    display.planned(from);
    running.take(new RolloutSignal.Begin());
    running.run(
        new RolloutSignal.Abort("an operator", "cancelled in Temporal", false),
        this::historyIsLong);
    letHandlersFinish();
    if (!running.state().ended()) {
      Workflow.continueAsNew(carriedOver(plan, running.state(), windows));
    }
    RolloutState end = running.state();
    return ChangeResult.newBuilder()
        .setOutcome(ChangeView.outcome(end.outcome()))
        .setReason(end.reason())
        .setTargetsChanged(end.changed())
        .setTargetsReverted(end.reverted())
        .build();
  }

  /** Null when the change is refused before anything is touched. */
  private @Nullable Plan plan() {
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
      return PlanWire.toDomain(made.getFirst().get());
    } catch (TemporalFailure failure) {
      if (abortedWhilePlanning == null) {
        abortedWhilePlanning = Failures.words(failure);
      }
      return null;
    }
  }

  private ChangeResult refused() {
    String reason = String.valueOf(abortedWhilePlanning);
    display.refusedWhilePlanning(reason);
    Workflow.newDetachedCancellationScope(() -> Workflow.await(Workflow::isEveryHandlerFinished))
        .run();
    return ChangeResult.newBuilder()
        .setOutcome(dev.sluice.proto.v1.Outcome.REFUSED)
        .setReason(reason)
        .build();
  }

  private static void letHandlersFinish() {
    Workflow.newDetachedCancellationScope(() -> Workflow.await(Workflow::isEveryHandlerFinished))
        .run();
  }

  /** Only while nothing is in hand, so that nothing is cut off. */
  private boolean historyIsLong() {
    RolloutRunner running = runner;
    return running != null
        && (running.state().phase() == Phase.PAUSED || running.state().phase() == Phase.HELD)
        && Workflow.getInfo().isContinueAsNewSuggested();
  }

  private ChangeInput carriedOver(Plan plan, RolloutState state, ChangeWindows windows) {
    return input.toBuilder()
        .setCarriedOver(
            display
                .carriedOver()
                .setPlan(PlanWire.toProto(plan))
                .setState(RolloutWire.toProto(state))
                .setWindow(windows.current())
                .setFirstChangeTime(TimeWire.toProto(windows.first())))
        .build();
  }

  @Override
  public Change approve(Steering steering) {
    return steer(new RolloutSignal.Approve(steering.getActor(), steering.getReason()));
  }

  @Override
  public void validateApprove(Steering steering) {
    if (steering.getActor().equals(input.getRequester())) {
      throw ApplicationFailure.newNonRetryableFailure(
          "%s asked for this change and can't approve it; another person has to"
              .formatted(steering.getActor()),
          NOT_ALLOWED);
    }
    check(new RolloutSignal.Approve(steering.getActor(), steering.getReason()));
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
    if (runner == null && planning != null) {
      abortedWhilePlanning = "aborted by " + steering.getActor() + ": " + steering.getReason();
      planning.cancel();
      return display.change();
    }
    return steer(abortOf(steering));
  }

  @Override
  public void validateAbort(AbortSteering steering) {
    if (runner != null || planning == null) {
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
    RolloutRunner running = runner;
    String refusal =
        running == null
            ? "the change is still being planned: try again in a moment, or abort it"
            : SteeringCheck.refusal(running.state(), steering).orElse("");
    if (!refusal.isEmpty()) {
      throw ApplicationFailure.newNonRetryableFailure(refusal, WRONG_STATE);
    }
  }

  private Change steer(RolloutSignal.Steering steering) {
    RolloutRunner running = runner;
    if (running != null) {
      running.take(steering);
    }
    return display.change();
  }

  @Override
  public void stageProgressed(StageProgress progress) {
    RolloutRunner running = runner;
    if (running == null) {
      return;
    }
    Plan stage = Rollout.planOf(running.state().plan(), progress.getStage());
    RolloutState at = RolloutWire.toDomain(progress.getState(), stage);
    display.stageProgressed(progress.getStage(), at, running.state());
    running.take(new RolloutSignal.StageProgressed(progress.getStage(), at));
    // A batch that only began to bake changes no count, yet is seen.
    display.decided(running.state());
  }

  @Override
  public Change describe() {
    return display.change();
  }

  @Override
  public Events events(EventsQuery query) {
    return display.events(query);
  }
}
