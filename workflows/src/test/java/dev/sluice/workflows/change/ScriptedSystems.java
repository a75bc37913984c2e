package dev.sluice.workflows.change;

import dev.sluice.domain.plan.StepsPlan;
import dev.sluice.proto.history.v1.BakeOrder;
import dev.sluice.proto.history.v1.BatchEffect;
import dev.sluice.proto.history.v1.BatchOrder;
import dev.sluice.proto.history.v1.ChangeWindow;
import dev.sluice.proto.history.v1.PlanOrder;
import dev.sluice.proto.history.v1.PrecheckOrder;
import dev.sluice.proto.history.v1.PrecheckResult;
import dev.sluice.proto.history.v1.RollbackCheck;
import dev.sluice.proto.history.v1.RollbackCheckOrder;
import dev.sluice.proto.history.v1.Scope;
import dev.sluice.proto.v1.Inspection;
import dev.sluice.proto.v1.Verdict;
import dev.sluice.workflows.batch.BatchActivities;
import dev.sluice.workflows.inspection.InspectionActivities;
import dev.sluice.workflows.plan.PlanActivities;
import dev.sluice.workflows.wire.PlanWire;
import dev.sluice.workflows.wire.TimeWire;
import io.temporal.activity.Activity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Several sub-domains that record every order with the step it is for. */
public final class ScriptedSystems
    implements PlanActivities, BatchActivities, InspectionActivities {
  /** "release apply 1", in the order in which they came. */
  final List<String> orders = new CopyOnWriteArrayList<>();

  /** By step. */
  public final Map<String, Verdict> verdicts = new ConcurrentHashMap<>();

  /** How many more times an order leaves a target behind. */
  final Map<String, Integer> failuresLeft = new ConcurrentHashMap<>();

  final Map<String, String> orderedAs = new ConcurrentHashMap<>();
  final List<Integer> releaseRevertAttempts = new CopyOnWriteArrayList<>();
  private final Map<String, CountDownLatch> held = new ConcurrentHashMap<>();
  private final Map<String, CountDownLatch> begun = new ConcurrentHashMap<>();
  private final StepsPlan plan;

  ScriptedSystems(StepsPlan plan) {
    this.plan = plan;
  }

  /** The named order blocks until it is cancelled or let go. */
  public CountDownLatch holds(String order) {
    begun.put(order, new CountDownLatch(1));
    return held.computeIfAbsent(order, _ -> new CountDownLatch(1));
  }

  public void awaitBegun(String order) throws InterruptedException {
    if (!begun.computeIfAbsent(order, _ -> new CountDownLatch(1)).await(20, TimeUnit.SECONDS)) {
      throw new AssertionError("never began: " + order + "; orders: " + orders);
    }
  }

  @Override
  public dev.sluice.proto.v1.Plan plan(PlanOrder order) {
    return PlanWire.toProto((dev.sluice.domain.plan.ChangePlan) plan);
  }

  @Override
  public PrecheckResult precheck(PrecheckOrder order) {
    return PrecheckResult.newBuilder().setTargets(2).build();
  }

  @Override
  public BatchEffect apply(BatchOrder order) {
    return effect("apply", order);
  }

  @Override
  public BatchEffect revert(BatchOrder order) {
    if (stepOf(order.getScope()).equals("release")) {
      releaseRevertAttempts.add(order.getAttempt());
    }
    return effect("revert", order);
  }

  private BatchEffect effect(String verb, BatchOrder order) {
    String step = stepOf(order.getScope());
    orderedAs.put(step + " " + verb, order.getScope().getChangeId());
    String name = "%s %s %d".formatted(step, verb, order.getBatch().getNumber());
    carryOut(name);
    int targets = order.getBatch().getTargets();
    boolean fails = failuresLeft.merge(name, -1, Integer::sum) >= 0;
    ChangeWindow window =
        ChangeWindow.newBuilder()
            .setStartTime(TimeWire.toProto(Instant.ofEpochSecond(1_700_000_000)))
            .setEndTime(TimeWire.toProto(Instant.ofEpochSecond(1_700_000_000)))
            .build();
    BatchEffect.Builder effect = BatchEffect.newBuilder().setWindow(window);
    return fails
        ? effect.setApplied(targets - 1).setFailed(1).addFailures("a target is gone").build()
        : effect.setApplied(targets).build();
  }

  @Override
  public RollbackCheck checkRollback(RollbackCheckOrder order) {
    carryOut(stepOf(order.getScope()) + " check");
    return RollbackCheck.newBuilder().setTargets(2).build();
  }

  @Override
  public Inspection bake(BakeOrder order) {
    String step = stepOf(order.getScope());
    carryOut(step + " bake");
    Verdict verdict = verdicts.getOrDefault(step, Verdict.PASS);
    return Inspection.newBuilder()
        .setVerdict(verdict)
        .setSummary("errors look like " + verdict)
        .setTime(TimeWire.toProto(Instant.EPOCH))
        .setBaked(TimeWire.toProto(Duration.ofMinutes(5)))
        .build();
  }

  private static String stepOf(Scope scope) {
    return scope.getChangeId().substring(scope.getChangeId().indexOf('.') + 1);
  }

  private void carryOut(String name) {
    orders.add(name);
    CountDownLatch begin = begun.get(name);
    if (begin != null) {
      begin.countDown();
    }
    CountDownLatch latch = held.get(name);
    if (latch != null) {
      awaitWithHeartbeats(latch);
    }
  }

  private static void awaitWithHeartbeats(CountDownLatch latch) {
    try {
      while (!latch.await(20, TimeUnit.MILLISECONDS)) {
        Activity.getExecutionContext().heartbeat("held");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }
}
