package dev.sluice.workflows.rollout;

import dev.sluice.domain.inspection.Inspection;
import dev.sluice.domain.inspection.Verdict;
import dev.sluice.domain.plan.Batch;
import dev.sluice.domain.plan.Plan;
import dev.sluice.domain.plan.TargetRange;
import dev.sluice.domain.rollout.BatchEffect;
import dev.sluice.domain.rollout.RolloutSignal;
import dev.sluice.domain.rollout.RolloutState;
import dev.sluice.domain.rollout.Words;
import dev.sluice.proto.history.v1.BakeOrder;
import dev.sluice.proto.history.v1.BatchOrder;
import dev.sluice.proto.history.v1.ChangeWindow;
import dev.sluice.proto.history.v1.PrecheckOrder;
import dev.sluice.proto.history.v1.PrecheckResult;
import dev.sluice.proto.history.v1.RollbackCheck;
import dev.sluice.proto.history.v1.RollbackCheckOrder;
import dev.sluice.workflows.ActivityLimits;
import dev.sluice.workflows.batch.BatchActivities;
import dev.sluice.workflows.inspection.InspectionActivities;
import dev.sluice.workflows.plan.PlanActivities;
import dev.sluice.workflows.wire.InspectionSpecWire;
import dev.sluice.workflows.wire.InspectionWire;
import dev.sluice.workflows.wire.PlanWire;
import dev.sluice.workflows.wire.TargetWire;
import dev.sluice.workflows.wire.TimeWire;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Starts the activities a rollout asks for. What goes wrong comes back as a signal too. */
final class BatchWork {
  private final RolloutContext context;
  private final ChangeWindows windows;

  BatchWork(RolloutContext context, ChangeWindows windows) {
    this.context = context;
    this.windows = windows;
  }

  Promise<RolloutSignal> precheck(Plan plan, int look) {
    PlanActivities activities =
        Workflow.newActivityStub(
            PlanActivities.class,
            ActivityLimits.asking(
                "ask %s whether they are ready".formatted(Words.count(plan.targets(), "target"))));
    PrecheckOrder order = PrecheckOrder.newBuilder().setScope(context.scope(plan)).build();
    return Async.function(activities::precheck, order)
        .handle((result, failure) ->
            new RolloutSignal.Prechecked(
                look, result == null ? List.of(Failures.words(failure)) : obstacles(result)));
  }

  /** Nothing is asked meanwhile: what is compared with is read when the next batch has changed. */
  static Promise<RolloutSignal> baseline(Duration duration, int look) {
    TimerOptions named =
        TimerOptions.newBuilder()
            .setSummary("let %s pass for a fresh baseline".formatted(Words.of(duration)))
            .build();
    return Workflow.newTimer(duration, named).thenApply(_ -> new RolloutSignal.BaselineTaken(look));
  }

  private static List<String> obstacles(PrecheckResult result) {
    if (result.getNotReady() == 0) {
      return List.of();
    }
    List<String> obstacles = new ArrayList<>(result.getObstaclesList());
    obstacles.addFirst(
        "%d of %d targets are not ready".formatted(result.getNotReady(), result.getTargets()));
    return obstacles;
  }

  Promise<RolloutSignal> apply(Plan plan, Batch batch, int attempt) {
    windows.begun(batch.number());
    BatchActivities activities =
        Workflow.newActivityStub(
            BatchActivities.class,
            ActivityLimits.applying(plan, batch, summary("change", batch, attempt)));
    return Async.function(activities::apply, order(plan, batch, attempt))
        .handle((effect, failure) -> {
          if (effect != null) {
            windows.changed(effect);
          }
          return new RolloutSignal.BatchApplied(
              batch.number(), attempt, effect(batch, effect, failure));
        });
  }

  Promise<RolloutSignal> revert(Plan plan, Batch batch, int attempt) {
    BatchActivities activities =
        Workflow.newActivityStub(
            BatchActivities.class,
            ActivityLimits.reverting(plan, summary("take back", batch, attempt)));
    return Async.function(activities::revert, order(plan, batch, attempt))
        .handle((effect, failure) ->
            new RolloutSignal.BatchReverted(
                batch.number(), attempt, effect(batch, effect, failure)));
  }

  Promise<RolloutSignal> bake(RolloutState state, Batch batch, int round, Duration extension) {
    Plan plan = state.plan();
    Duration maximum = maximum(plan.bake().maximum(), extension);
    BakeOrder order =
        bakeOrder(state, List.of(batch.range()), windows.current())
            .setMinimum(TimeWire.toProto(plan.bake().minimum()))
            .setMaximum(TimeWire.toProto(maximum))
            .build();
    String summary =
        "watch batch %d of %d for %s to %s"
            .formatted(
                batch.number(),
                context.batches(),
                Words.of(plan.bake().minimum()),
                Words.of(maximum));
    return inspect(order, maximum, summary)
        .handle((inspection, failure) ->
            new RolloutSignal.BatchInspected(
                batch.number(), round, inspectionOf(inspection, failure)));
  }

  Promise<RolloutSignal> watch(RolloutState state, Duration duration, int round) {
    // Limits count from the window's end, and the last batch has baked since.
    Duration limit = duration.plus(sinceWindow());
    BakeOrder order =
        bakeOrder(state, touched(state), windows.whole())
            .setMinimum(TimeWire.toProto(limit))
            .setMaximum(TimeWire.toProto(limit))
            .build();
    String summary =
        "watch all %s for late harm for %s"
            .formatted(Words.count(state.changed(), "target"), Words.of(duration));
    return inspect(order, duration, summary)
        .handle((inspection, failure) ->
            Failures.isDefect(failure)
                ? new RolloutSignal.WatchBroken(round, Failures.words(failure))
                : new RolloutSignal.Watched(round, inspectionOf(inspection, failure)));
  }

  private static Promise<dev.sluice.proto.v1.Inspection> inspect(
      BakeOrder order, Duration maximum, String summary) {
    InspectionActivities activities =
        Workflow.newActivityStub(
            InspectionActivities.class, ActivityLimits.baking(maximum, summary));
    return Async.function(activities::bake, order);
  }

  private static Inspection inspectionOf(
      dev.sluice.proto.v1.@Nullable Inspection inspection, @Nullable RuntimeException failure) {
    return inspection == null
        ? unknown(Failures.words(failure))
        : InspectionWire.toDomain(inspection);
  }

  /** Never a pass for want of an answer. */
  private static Inspection unknown(String reason) {
    return new Inspection(
        Verdict.INCONCLUSIVE,
        "the inspection could not be made: " + reason,
        List.of(),
        ChangeWindows.now(),
        Duration.ZERO,
        null);
  }

  /** A bake that is taken up again after its limit gets a whole new one. */
  private Duration maximum(Duration planned, Duration extension) {
    Duration limit = planned.plus(extension);
    Duration elapsed = sinceWindow();
    return elapsed.compareTo(limit) < 0 ? limit : elapsed.plus(planned);
  }

  /** Never negative, whatever a sub-domain's clock says. */
  private Duration sinceWindow() {
    Duration elapsed = Duration.between(windows.end(), ChangeWindows.now());
    return elapsed.isNegative() ? Duration.ZERO : elapsed;
  }

  private BakeOrder.Builder bakeOrder(
      RolloutState state, List<TargetRange> treatment, ChangeWindow window) {
    BakeOrder.Builder order =
        BakeOrder.newBuilder()
            .setScope(context.scope(state.plan()))
            .setInspection(InspectionSpecWire.toProto(state.plan().inspection()))
            .setWindow(window)
            .setBatches(context.batches());
    treatment.forEach(range -> order.addTreatment(TargetWire.toProto(range)));
    touched(state).forEach(range -> order.addTouched(TargetWire.toProto(range)));
    return order;
  }

  Promise<RolloutSignal> checkRollback(RolloutState state, int round) {
    BatchActivities activities =
        Workflow.newActivityStub(
            BatchActivities.class,
            ActivityLimits.asking(state.plan(), "ask the touched targets whether they are back"));
    RollbackCheckOrder.Builder order =
        RollbackCheckOrder.newBuilder().setScope(context.scope(state.plan()));
    touched(state).forEach(range -> order.addTouched(TargetWire.toProto(range)));
    return Async.function(activities::checkRollback, order.build())
        .handle((check, failure) ->
            check == null
                ? new RolloutSignal.RollbackUnchecked(round, Failures.words(failure))
                : checked(check, round));
  }

  private static RolloutSignal checked(RollbackCheck check, int round) {
    return new RolloutSignal.RollbackChecked(round, check.getNotBack(), check.getExamplesList());
  }

  private List<TargetRange> touched(RolloutState state) {
    List<TargetRange> ranges = new ArrayList<>(context.touchedBefore());
    for (int k = 1; k <= state.begun(); k++) {
      ranges.add(state.batch(k).range());
    }
    return TargetRange.merged(ranges);
  }

  private BatchOrder order(Plan plan, Batch batch, int attempt) {
    return BatchOrder.newBuilder()
        .setScope(context.scope(plan))
        .setBatch(PlanWire.toProto(batch))
        .setAttempt(attempt)
        .build();
  }

  private static BatchEffect effect(
      Batch batch,
      dev.sluice.proto.history.v1.@Nullable BatchEffect effect,
      @Nullable RuntimeException failure) {
    return effect == null
        ? new BatchEffect(0, batch.targets(), List.of(Failures.words(failure)))
        : new BatchEffect(
            effect.getApplied() + effect.getAlreadyThere(),
            effect.getFailed(),
            effect.getFailuresList());
  }

  private String summary(String verb, Batch batch, int attempt) {
    String what =
        "%s batch %d of %d: %s"
            .formatted(
                verb, batch.number(), context.batches(), Words.count(batch.targets(), "target"));
    return attempt > 1 ? what + ", attempt " + attempt : what;
  }
}
