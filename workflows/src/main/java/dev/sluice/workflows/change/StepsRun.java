package dev.sluice.workflows.change;

import dev.sluice.domain.plan.Classification;
import dev.sluice.domain.plan.StepsPlan;
import dev.sluice.domain.rollout.RolloutSignal;
import dev.sluice.domain.steps.Steps;
import dev.sluice.domain.steps.StepsSignal;
import dev.sluice.domain.steps.StepsState;
import dev.sluice.proto.history.v1.ChangeResult;
import dev.sluice.proto.history.v1.GateMessage;
import dev.sluice.proto.history.v1.StepProgress;
import dev.sluice.workflows.gate.GatePass;
import dev.sluice.workflows.steps.StepsRunner;
import dev.sluice.workflows.wire.GateWire;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A change over several sub-domains while it runs: {@link Steps}. */
final class StepsRun implements ChangeRun {
  private final ChangePage page;
  private final StepsPlan plan;
  private final StepsDisplay display;
  private final GatePass gate;
  private final StepsRunner runner;

  StepsRun(ChangePage page, StepsPlan plan) {
    this.page = page;
    this.plan = plan;
    display = new StepsDisplay(page, plan);
    gate = page.beginning().gate(plan);
    runner =
        new StepsRunner(page.input(), plan, planned(page, plan), display, gate.door(this::take));
  }

  private static StepsState planned(ChangePage page, StepsPlan plan) {
    Classification classification = plan.classification();
    StepsState planned =
        StepsState.planned(
                plan.graph(), classification.approvalsNeeded(), classification.approvalTimeout())
            .askingRoles(classification.controls().approvals())
            .plannedAgain(page.beginning().approvals(), page.beginning().pausedBy());
    return page.input().getAsksGate() ? planned.forGate() : planned;
  }

  @Override
  public @Nullable ChangeResult run() {
    display.planned(runner.state());
    runner.take(new StepsSignal.Begin());
    runner.run();
    StepsState end = runner.state();
    if (end.mode() == StepsState.Mode.REPLANNING) {
      page.beginning()
          .keep(plan, end.approvals().count().given(), end.pausedBy(), display.memory());
      return null;
    }
    gate.leave();
    display.closeRecord();
    ChangeWorkflowImpl.letHandlersFinish();
    return ChangeResult.newBuilder()
        .setOutcome(ChangeView.outcome(end.outcome()))
        .setReason(end.reason())
        .build();
  }

  @Override
  public StepsPlan plan() {
    return plan;
  }

  @Override
  public boolean mayBePlannedAgain() {
    StepsState.Mode mode = runner.state().mode();
    return mode == StepsState.Mode.AWAITING_APPROVAL || mode == StepsState.Mode.QUEUED;
  }

  @Override
  public void planAgain(String reason) {
    runner.take(new StepsSignal.PlanAgain(reason));
  }

  @Override
  public Optional<String> refusal(RolloutSignal.Steering steering, String step) {
    StepsSignal.Steering said = translated(steering, step);
    return said == null
        ? Optional.of(
            "its steps are watched each for itself: say it to the step's own change, %s"
                .formatted(display.stepInHand(runner.state())))
        : Steps.refusal(runner.state(), said);
  }

  @Override
  public void take(RolloutSignal.Steering steering, String step) {
    StepsSignal.Steering said = translated(steering, step);
    if (said != null) {
      runner.take(said);
    }
  }

  @Override
  public void take(GateMessage message) {
    if (!gate.isMeant(message)) {
      return;
    }
    switch (message.getMessageCase()) {
      case TOLD -> runner.take(new StepsSignal.GateTold(GateWire.toDomain(message.getTold())));
      case OPEN -> {
        if (!gate.isOutdated(message.getOpen())) {
          runner.take(new StepsSignal.GateOpened(GateWire.toDomain(message.getOpen().getPass())));
        }
      }
      case LATE -> runner.take(new StepsSignal.GateLate(message.getLate()));
      case REFUSED -> runner.take(new StepsSignal.GateRefused(message.getRefused()));
      case STOP -> runner.take(new StepsSignal.Stopped(message.getStop()));
      case WAKE ->
          runner.take(new StepsSignal.Woken(GateWire.toDomain(message.getWake().getPass())));
      case QUESTION -> gate.answer(message.getQuestion(), runner.state().stance());
      case MESSAGE_NOT_SET -> {}
    }
  }

  private static StepsSignal.@Nullable Steering translated(
      RolloutSignal.Steering steering, String step) {
    return switch (steering) {
      case RolloutSignal.Approve approve ->
          new StepsSignal.Approve(
              approve.actor(), approve.reason(), step, approve.roles(), approve.expiry());
      case RolloutSignal.Pause pause -> new StepsSignal.Pause(pause.actor(), pause.reason());
      case RolloutSignal.Resume resume -> new StepsSignal.Resume(resume.actor(), resume.reason());
      case RolloutSignal.Abort abort ->
          new StepsSignal.Abort(abort.actor(), abort.reason(), abort.hold());
      case RolloutSignal.ExtendBake _, RolloutSignal.OverrideVerdict _ -> null;
    };
  }

  @Override
  public void stepProgressed(StepProgress progress) {
    display.stepProgressed(progress, runner.state());
  }
}
