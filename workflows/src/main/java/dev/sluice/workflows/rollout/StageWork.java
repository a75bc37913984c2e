package dev.sluice.workflows.rollout;

import dev.sluice.domain.plan.TargetRange;
import dev.sluice.domain.rollout.Rollout;
import dev.sluice.domain.rollout.RolloutSignal;
import dev.sluice.domain.rollout.RolloutState;
import dev.sluice.domain.rollout.Words;
import dev.sluice.proto.history.v1.Extension;
import dev.sluice.proto.history.v1.StageInput;
import dev.sluice.proto.history.v1.StageResult;
import dev.sluice.proto.history.v1.StageSteering;
import dev.sluice.proto.history.v1.Steering;
import dev.sluice.workflows.stage.StageWorkflow;
import dev.sluice.workflows.wire.PlanWire;
import dev.sluice.workflows.wire.RolloutWire;
import dev.sluice.workflows.wire.TargetWire;
import dev.sluice.workflows.wire.TimeWire;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.workflow.Async;
import io.temporal.workflow.ChildWorkflowCancellationType;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Starts and steers the child workflows of large stages. */
final class StageWork {
  private final RolloutContext context;
  private final ChangeWindows windows;
  private final RolloutListener listener;
  private @Nullable StageWorkflow running;

  StageWork(RolloutContext context, ChangeWindows windows, RolloutListener listener) {
    this.context = context;
    this.windows = windows;
    this.listener = listener;
  }

  Promise<RolloutSignal> run(RolloutState change, int stage, int attempt) {
    RolloutState start = Rollout.ofStage(change, stage);
    return child(change, stage, attempt, start, "run")
        .handle((result, failure) ->
            new RolloutSignal.StageEnded(
                stage,
                attempt,
                result == null
                    ? Rollout.lostStage(start, Failures.words(failure))
                    : adopt(start, result)));
  }

  Promise<RolloutSignal> revert(RolloutState change, int stage, int batches, int attempt) {
    RolloutState start = Rollout.ofStageRollback(change, stage, batches);
    return child(change, stage, attempt, start, "revert")
        .handle((result, failure) ->
            new RolloutSignal.StageReverted(
                stage,
                attempt,
                result == null
                    ? Rollout.lostStageRollback(start, Failures.words(failure))
                    : RolloutWire.toDomain(result.getState(), start.plan())));
  }

  private RolloutState adopt(RolloutState start, StageResult result) {
    RolloutState end = RolloutWire.toDomain(result.getState(), start.plan());
    listener.stageBaked(TimeWire.toDomain(result.getBaked()));
    if (end.begun() > 0 && result.hasWindow()) {
      windows.adopt(end.current().number(), result.getWindow());
    }
    return end;
  }

  private Promise<StageResult> child(
      RolloutState change, int stage, int attempt, RolloutState start, String verb) {
    String title = change.plan().stages().get(stage).title();
    StageWorkflow child =
        Workflow.newChildWorkflowStub(
            StageWorkflow.class,
            ChildWorkflowOptions.newBuilder()
                .setWorkflowId(
                    "%s.stage-%d.%s-%d".formatted(context.changeId(), stage + 1, verb, attempt))
                .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_REQUEST_CANCEL)
                .setCancellationType(ChildWorkflowCancellationType.WAIT_CANCELLATION_COMPLETED)
                .setStaticSummary(
                    "%s stage %d (%s): %s"
                        .formatted(
                            verb,
                            stage + 1,
                            title,
                            Words.count(start.batches(), "batch").replace("batchs", "batches")))
                .build());
    running = child;
    return Async.function(child::run, input(change, stage, start));
  }

  private StageInput input(RolloutState change, int stage, RolloutState start) {
    List<TargetRange> before = new ArrayList<>(context.touchedBefore());
    for (int k = 1; k <= Math.min(change.begun(), change.batchesBefore(stage)); k++) {
      before.add(change.batch(k).range());
    }
    StageInput.Builder input =
        StageInput.newBuilder()
            .setChangeId(context.changeId())
            .setPlan(PlanWire.toProto(start.plan()))
            .setState(RolloutWire.toProto(start))
            .setBatches(context.batches())
            .setStage(stage)
            .setWindow(windows.current())
            .setRecordedAs(context.recordedAs());
    if (!context.orderedAs().equals(context.changeId())) {
      input.setOrderedAs(context.orderedAs());
    }
    TargetRange.merged(before).forEach(range -> input.addTouchedBefore(TargetWire.toProto(range)));
    return input.build();
  }

  void steer(RolloutSignal.Steering steering) {
    StageSteering.Builder order = StageSteering.newBuilder();
    switch (steering) {
      case RolloutSignal.Pause pause -> order.setPause(said(pause));
      case RolloutSignal.Resume resume -> order.setResume(said(resume));
      case RolloutSignal.ExtendBake extend ->
          order.setExtension(
              Extension.newBuilder()
                  .setActor(extend.actor())
                  .setReason(extend.reason())
                  .setBy(TimeWire.toProto(extend.by()))
                  .setBatch(extend.batch()));
      case RolloutSignal.OverrideVerdict override ->
          order.setOverride(
              dev.sluice.proto.history.v1.Override.newBuilder()
                  .setActor(override.actor())
                  .setReason(override.reason())
                  .setVerdict(dev.sluice.proto.v1.Verdict.valueOf(override.verdict().name()))
                  .setBatch(override.batch()));
      // A stage is neither approved nor aborted: the change itself does that.
      case RolloutSignal.Approve _, RolloutSignal.Abort _ -> {
        return;
      }
    }
    send(order.build());
  }

  /** Stops the running stage, if there is one; it still answers, saying how far it came. */
  void stop() {
    send(
        StageSteering.newBuilder()
            .setStop(Steering.newBuilder().setActor("the change").setReason("stopped"))
            .build());
  }

  private void send(StageSteering message) {
    StageWorkflow child = running;
    if (child == null) {
      return;
    }
    // A stage that has just ended can't be told any more: its result is on its way.
    Async.procedure(child::steer, message).handle((_, failure) -> failure == null);
  }

  private static Steering said(RolloutSignal.Steering steering) {
    return Steering.newBuilder().setActor(steering.actor()).setReason(steering.reason()).build();
  }
}
