package dev.sluice.workflows.stage;

import dev.sluice.domain.ledger.Chronicle;
import dev.sluice.domain.ledger.Content;
import dev.sluice.domain.ledger.Judged;
import dev.sluice.domain.ledger.Memory;
import dev.sluice.domain.ledger.Overridden;
import dev.sluice.domain.plan.Plan;
import dev.sluice.domain.plan.TargetRange;
import dev.sluice.domain.rollout.RolloutEvent;
import dev.sluice.domain.rollout.RolloutSignal;
import dev.sluice.domain.rollout.RolloutState;
import dev.sluice.proto.history.v1.StageInput;
import dev.sluice.proto.history.v1.StageProgress;
import dev.sluice.proto.history.v1.StageResult;
import dev.sluice.proto.history.v1.StageSteering;
import dev.sluice.workflows.change.ChangeWorkflow;
import dev.sluice.workflows.change.SteeringOrders;
import dev.sluice.workflows.ledger.LedgerBook;
import dev.sluice.workflows.rollout.ChangeWindows;
import dev.sluice.workflows.rollout.GateDoor;
import dev.sluice.workflows.rollout.RolloutContext;
import dev.sluice.workflows.rollout.RolloutListener;
import dev.sluice.workflows.rollout.RolloutMetrics;
import dev.sluice.workflows.rollout.RolloutRunner;
import dev.sluice.workflows.wire.PlanWire;
import dev.sluice.workflows.wire.RolloutWire;
import dev.sluice.workflows.wire.TargetWire;
import dev.sluice.workflows.wire.TimeWire;
import io.temporal.workflow.Async;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Instant;
import java.util.List;

/** Runs a stage's rollout and tells the change how far it is. */
public final class StageWorkflowImpl implements StageWorkflow, RolloutListener {
  private final StageInput input;
  private final ChangeWindows windows;
  private final RolloutRunner runner;
  private final RolloutMetrics metrics;
  private final Chronicle chronicle;
  private final LedgerBook book;

  @WorkflowInit
  public StageWorkflowImpl(StageInput input) {
    this.input = input;
    Plan plan = PlanWire.toDomain(input.getPlan());
    RolloutState state = RolloutWire.toDomain(input.getState(), plan);
    metrics = new RolloutMetrics(plan.type());
    chronicle = new Chronicle("", Memory.begun(ChangeWindows.now()));
    book =
        new LedgerBook(
            input.getRecordedAs(),
            Workflow.getInfo().getWorkflowId(),
            !input.getRecordedAs().isEmpty(),
            0);
    List<TargetRange> before =
        input.getTouchedBeforeList().stream().map(TargetWire::toDomain).toList();
    windows =
        state.begun() == 0
            ? new ChangeWindows()
            : ChangeWindows.of(state.current().number(), input.getWindow(), null);
    runner =
        new RolloutRunner(
            new RolloutContext(
                input.getChangeId(),
                input.getOrderedAs().isEmpty() ? input.getChangeId() : input.getOrderedAs(),
                input.getBatches(),
                before,
                input.getStage(),
                input.getRecordedAs()),
            state,
            windows,
            this,
            new NoDoor());
  }

  @Override
  public StageResult run(StageInput same) {
    runner.take(new RolloutSignal.Begin());
    runner.run(new RolloutSignal.Abort("the change", "stopped by its change", true), () -> false);
    book.close();
    return StageResult.newBuilder()
        .setState(RolloutWire.toProto(runner.state()))
        .setWindow(windows.current())
        .setBaked(TimeWire.toProto(chronicle.memory().baking()))
        .build();
  }

  @Override
  public void steer(StageSteering steering) {
    runner.take(SteeringOrders.ofStage(steering));
  }

  @Override
  public void recorded(RolloutEvent event, RolloutState before, RolloutState after) {
    metrics.recorded(event, before);
    record(event, before, after);
    Workflow.setCurrentDetails(StageDetails.markdown(input.getChangeId(), event, after));
    if (isWorthTelling(event)) {
      ChangeWorkflow change =
          Workflow.newExternalWorkflowStub(ChangeWorkflow.class, input.getChangeId());
      StageProgress progress =
          StageProgress.newBuilder()
              .setStage(input.getStage())
              .setState(RolloutWire.toProto(after))
              .setWorkflowId(Workflow.getInfo().getWorkflowId())
              .build();
      Async.procedure(change::stageProgressed, progress).handle((_, failure) -> failure == null);
    }
  }

  /** Of a stage only verdicts are recorded: all else its change tells. */
  private void record(RolloutEvent event, RolloutState before, RolloutState after) {
    Instant now = ChangeWindows.now();
    List<Content> verdicts =
        chronicle.told(event, before, after, now).stream()
            .filter(content -> content instanceof Judged || content instanceof Overridden)
            .toList();
    book.add(verdicts, now);
    book.flush();
  }

  /** A batch that passed is told of with the next one's begin, or with the stage's result. */
  private static boolean isWorthTelling(RolloutEvent event) {
    return event instanceof RolloutEvent.BatchBegun
        || event instanceof RolloutEvent.BakeBegun
        || event instanceof RolloutEvent.BatchReverted;
  }

  @Override
  public void decided(RolloutState state) {}

  /** A stage asks no gate: its change has. */
  private static final class NoDoor implements GateDoor {
    @Override
    public void ask() {
      throw new IllegalStateException("a stage asks no gate: its change has");
    }

    @Override
    public void leave() {
      throw new IllegalStateException("a stage leaves no gate: its change does");
    }
  }
}
