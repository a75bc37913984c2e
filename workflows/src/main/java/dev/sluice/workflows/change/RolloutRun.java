package dev.sluice.workflows.change;

import dev.sluice.domain.plan.Plan;
import dev.sluice.domain.rollout.Phase;
import dev.sluice.domain.rollout.Rollout;
import dev.sluice.domain.rollout.RolloutSignal;
import dev.sluice.domain.rollout.RolloutState;
import dev.sluice.domain.rollout.SteeringCheck;
import dev.sluice.proto.history.v1.CarriedOver;
import dev.sluice.proto.history.v1.ChangeInput;
import dev.sluice.proto.history.v1.ChangeResult;
import dev.sluice.proto.history.v1.GateMessage;
import dev.sluice.proto.history.v1.StageProgress;
import dev.sluice.proto.history.v1.StepOf;
import dev.sluice.workflows.gate.GatePass;
import dev.sluice.workflows.rollout.ChangeWindows;
import dev.sluice.workflows.rollout.RolloutContext;
import dev.sluice.workflows.rollout.RolloutRunner;
import dev.sluice.workflows.steps.StepNames;
import dev.sluice.workflows.wire.GateWire;
import dev.sluice.workflows.wire.PlanWire;
import dev.sluice.workflows.wire.RolloutWire;
import dev.sluice.workflows.wire.TimeWire;
import io.temporal.workflow.Workflow;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A change of one sub-domain while it runs: a {@link Rollout}. */
final class RolloutRun implements ChangeRun {
  private final ChangePage page;
  private final Plan plan;
  private final ChangeWindows windows;
  private final RolloutDisplay display;
  private final GatePass gate;
  private final RolloutRunner runner;
  private final boolean goesOn;

  private RolloutRun(ChangePage page, RolloutState from, ChangeWindows windows, boolean goesOn) {
    ChangeInput input = page.input();
    this.goesOn = goesOn;
    this.page = page;
    this.windows = windows;
    plan = from.plan();
    display = new RolloutDisplay(page, from);
    RolloutContext context =
        new RolloutContext(
            input.getChangeId(),
            orderedAs(input),
            from.batches(),
            List.of(),
            0,
            input.getKeepsLedger() ? RolloutRecord.changeOf(input) : "");
    gate = page.beginning().gate(plan);
    runner = new RolloutRunner(context, from, windows, display, gate.door(this::take));
  }

  /** One that begins: forward, or as the way back of a step that was done. */
  static RolloutRun begin(ChangePage page, Plan plan) {
    StepOf step = page.input().getStepOf();
    RolloutState planned =
        page.input().getAsksGate() ? Rollout.plannedForGate(plan) : Rollout.planned(plan);
    Beginning beginning = page.beginning();
    RolloutState from =
        step.getTakingBack().isEmpty()
            ? Rollout.plannedAgain(planned, beginning.approvals(), beginning.pausedBy())
            : Rollout.takingBack(plan, step.getTakingBack(), step.getRound());
    return new RolloutRun(page, from, new ChangeWindows(), false);
  }

  /** One that goes on in a new run of its workflow. */
  static RolloutRun goOn(ChangePage page) {
    CarriedOver carried = page.input().getCarriedOver();
    RolloutState state =
        RolloutWire.toDomain(carried.getState(), PlanWire.toDomain(carried.getPlan()));
    ChangeWindows windows =
        state.begun() > 0
            ? ChangeWindows.of(
                state.current().number(),
                carried.getWindow(),
                TimeWire.toDomain(carried.getFirstChangeTime()))
            : new ChangeWindows();
    return new RolloutRun(page, state, windows, true);
  }

  /** Who takes a step back speaks to its sub-domain in the step's own name. */
  private static String orderedAs(ChangeInput input) {
    StepOf step = input.getStepOf();
    return input.hasStepOf()
        ? StepNames.of(step.getChangeId(), step.getStep())
        : input.getChangeId();
  }

  @Override
  public @Nullable ChangeResult run() {
    display.planned(runner.state(), goesOn);
    runner.take(new RolloutSignal.Begin());
    runner.run(
        new RolloutSignal.Abort("an operator", "cancelled in Temporal", false),
        () -> isGivenUp() || historyIsLong());
    if (isGivenUp()) {
      keep(runner.state());
      return null;
    }
    if (runner.state().ended()) {
      gate.leave();
    }
    ChangeWorkflowImpl.letHandlersFinish();
    RolloutState end = runner.state();
    display.closeRecord();
    if (!end.ended()) {
      page.handOverNotices();
      Workflow.continueAsNew(carriedOver(end));
    }
    RolloutState.Rollback rollback = end.rollback();
    return ChangeResult.newBuilder()
        .setOutcome(ChangeView.outcome(end.outcome()))
        .setReason(end.reason())
        .setTargetsChanged(end.changed())
        .setTargetsReverted(end.reverted())
        .setWaysBack(rollback == null ? 0 : rollback.round())
        .build();
  }

  @Override
  public Plan plan() {
    return plan;
  }

  @Override
  public boolean mayBePlannedAgain() {
    Phase phase = runner.state().phase();
    return phase == Phase.AWAITING_APPROVAL || phase == Phase.AT_GATE;
  }

  @Override
  public void planAgain(String reason) {
    runner.take(new RolloutSignal.PlanAgain(reason));
  }

  private boolean isGivenUp() {
    return runner.state().phase() == Phase.REPLANNING;
  }

  private void keep(RolloutState state) {
    page.beginning().keep(plan, state.given(), state.pausedBy(), display.memory());
  }

  /** Only while nothing is in hand, so that nothing is cut off. */
  private boolean historyIsLong() {
    Phase phase = runner.state().phase();
    boolean stands = phase == Phase.PAUSED || phase == Phase.HELD || phase == Phase.SUSPENDED;
    return stands && Workflow.getInfo().isContinueAsNewSuggested();
  }

  private ChangeInput carriedOver(RolloutState state) {
    return page.input().toBuilder()
        .setCarriedOver(
            page.carriedOver()
                .setPlan(PlanWire.toProto(plan))
                .setState(RolloutWire.toProto(state))
                .setWindow(windows.current())
                .setFirstChangeTime(TimeWire.toProto(windows.first()))
                .setChronicle(display.chronicle()))
        .build();
  }

  @Override
  public Optional<String> refusal(RolloutSignal.Steering steering, String step) {
    return step.isEmpty()
        ? SteeringCheck.refusal(runner.state(), steering)
        : Optional.of("it has no steps: leave out step " + step);
  }

  @Override
  public void take(RolloutSignal.Steering steering, String step) {
    runner.take(steering);
  }

  @Override
  public void take(GateMessage message) {
    if (!gate.isMeant(message)) {
      return;
    }
    switch (message.getMessageCase()) {
      case TOLD -> runner.take(new RolloutSignal.GateTold(GateWire.toDomain(message.getTold())));
      case OPEN -> {
        if (!gate.isOutdated(message.getOpen())) {
          runner.take(new RolloutSignal.GateOpened(GateWire.toDomain(message.getOpen().getPass())));
        }
      }
      case LATE -> runner.take(new RolloutSignal.GateLate(message.getLate()));
      case REFUSED -> runner.take(new RolloutSignal.GateRefused(message.getRefused()));
      case STOP ->
          runner.take(
              new RolloutSignal.Stopped(
                  message.getStop(), plan.classification().footprint().drains()));
      case WAKE ->
          runner.take(new RolloutSignal.Woken(GateWire.toDomain(message.getWake().getPass())));
      case QUESTION -> gate.answer(message.getQuestion(), runner.state().stance());
      case MESSAGE_NOT_SET -> {}
    }
  }

  @Override
  public void stageProgressed(StageProgress progress) {
    Plan stage = Rollout.planOf(plan, progress.getStage());
    RolloutState at = RolloutWire.toDomain(progress.getState(), stage);
    display.stageProgressed(progress.getStage(), at, runner.state());
    runner.take(new RolloutSignal.StageProgressed(progress.getStage(), at));
    // A batch that only began to bake changes no count, yet is seen.
    display.decided(runner.state());
  }
}
