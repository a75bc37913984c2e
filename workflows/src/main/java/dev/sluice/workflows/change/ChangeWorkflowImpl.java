package dev.sluice.workflows.change;

import dev.sluice.domain.control.RiskLowering;
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
import dev.sluice.proto.history.v1.RiskOrder;
import dev.sluice.proto.history.v1.StageProgress;
import dev.sluice.proto.history.v1.Steering;
import dev.sluice.proto.history.v1.StepProgress;
import dev.sluice.proto.history.v1.StepSteering;
import dev.sluice.proto.v1.Change;
import dev.sluice.workflows.gate.GatePass;
import dev.sluice.workflows.wire.PlanWire;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes a change durable: plans, runs it, shows where it stands and lets people steer. */
public final class ChangeWorkflowImpl implements ChangeWorkflow {
  private final ChangeInput input;
  private final ChangePage page;
  private final ChangePlanning planning;

  /** What was said to a step before it ran. */
  private final List<RolloutSignal.Steering> early = new ArrayList<>();

  private @Nullable ChangeRun running;

  @WorkflowInit
  public ChangeWorkflowImpl(ChangeInput input) {
    this.input = input;
    page = new ChangePage(input);
    planning = new ChangePlanning(page);
  }

  @Override
  public ChangeResult run(ChangeInput same) {
    ChangeRun run = begun();
    while (run != null) {
      planning.isOver();
      ChangeRun now = run;
      running = now;
      early.forEach(said -> now.take(said, ""));
      early.clear();
      ChangeResult result = now.run();
      if (result != null) {
        page.handOverNotices();
        return result;
      }
      running = null;
      run = of(planning.again(now.plan()));
    }
    return refused();
  }

  /** Null when the change is refused before anything is touched. */
  private @Nullable ChangeRun begun() {
    if (input.getCarriedOver().hasState()) {
      RolloutRun run = RolloutRun.goOn(page);
      planning.runs(run.plan());
      return run;
    }
    if (input.hasStepOf()) {
      return RolloutRun.begin(page, PlanWire.toDomain(input.getStepOf().getPlan()));
    }
    return of(planning.first());
  }

  private @Nullable ChangeRun of(@Nullable ChangePlan plan) {
    return switch (plan) {
      case null -> null;
      case Plan one -> RolloutRun.begin(page, one);
      case StepsPlan steps -> new StepsRun(page, steps);
    };
  }

  private ChangeResult refused() {
    String reason = planning.ended();
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
    return steer(SteeringOrders.approve(steering), steering.getStep());
  }

  @Override
  public void validateApprove(Steering steering) {
    requireAnother(steering.getActor(), "approve it");
    check(SteeringOrders.approve(steering), steering.getStep());
  }

  private void requireAnother(String actor, String what) {
    if (actor.equals(input.getRequester())) {
      throw ApplicationFailure.newNonRetryableFailure(
          "%s asked for this change and can't %s; another person has to".formatted(actor, what),
          NOT_ALLOWED);
    }
  }

  @Override
  public Change lowerRisk(RiskOrder order) {
    RiskLowering lowering = planning.lower(order, planning.risk());
    page.riskLowered(lowering);
    ChangeRun run = running;
    if (run != null) {
      run.planAgain("its risk was lowered");
    }
    return page.change();
  }

  @Override
  public void validateLowerRisk(RiskOrder order) {
    requireAnother(order.getActor(), "lower its risk");
    ChangeRun run = running;
    refuseFor(planning.refusal(order, run != null && run.mayBePlannedAgain()).orElse(""));
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
    if (running == null && planning.isUnderWay()) {
      planning.end("aborted by " + steering.getActor() + ": " + steering.getReason());
      return page.change();
    }
    return steer(abortOf(steering));
  }

  @Override
  public void validateAbort(AbortSteering steering) {
    if (running != null || !planning.isUnderWay()) {
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
    refuseFor(refusal);
  }

  private static void refuseFor(String refusal) {
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
