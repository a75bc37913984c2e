package dev.sluice.workflows.change;

import dev.sluice.domain.plan.Batch;
import dev.sluice.domain.plan.Plan;
import dev.sluice.domain.plan.TargetRange;
import dev.sluice.proto.history.v1.BakeOrder;
import dev.sluice.proto.history.v1.BatchEffect;
import dev.sluice.proto.history.v1.BatchOrder;
import dev.sluice.proto.history.v1.ChangeWindow;
import dev.sluice.proto.history.v1.PlanOrder;
import dev.sluice.proto.history.v1.PrecheckOrder;
import dev.sluice.proto.history.v1.PrecheckResult;
import dev.sluice.proto.history.v1.RollbackCheck;
import dev.sluice.proto.history.v1.RollbackCheckOrder;
import dev.sluice.proto.v1.Inspection;
import dev.sluice.proto.v1.Verdict;
import dev.sluice.workflows.batch.BatchActivities;
import dev.sluice.workflows.inspection.InspectionActivities;
import dev.sluice.workflows.plan.PlanActivities;
import dev.sluice.workflows.wire.PlanWire;
import dev.sluice.workflows.wire.TargetWire;
import dev.sluice.workflows.wire.TimeWire;
import io.temporal.activity.Activity;
import io.temporal.client.ActivityCompletionException;
import java.time.Duration;
import java.time.Instant;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Records every order, and answers as the test says. */
public final class ScriptedTargets
    implements PlanActivities, BatchActivities, InspectionActivities {
  /** The number under which a look at all batches together is recorded. */
  static final int WHOLE = 0;

  private static final long LONGEST_WAIT_SECONDS = 20;

  public final List<String> orders = new CopyOnWriteArrayList<>();
  public final Map<String, Integer> failuresLeft = new ConcurrentHashMap<>();
  public final Map<Integer, Verdict> verdicts = new ConcurrentHashMap<>();
  final Map<Integer, BakeOrder> bakes = new ConcurrentHashMap<>();
  public final List<String> obstacles = new CopyOnWriteArrayList<>();
  final Map<String, CountDownLatch> begun = new ConcurrentHashMap<>();
  private final Map<String, CountDownLatch> held = new ConcurrentHashMap<>();
  private final Plan plan;

  /** What is planned first, one after the other; then the plan that was served. */
  final Deque<Plan> plans = new ConcurrentLinkedDeque<>();

  final List<PlanOrder> planOrders = new CopyOnWriteArrayList<>();

  ScriptedTargets(Plan plan) {
    this.plan = plan;
  }

  /** The named order, such as "bake 1", blocks until it is cancelled or let go. */
  public CountDownLatch holds(String order) {
    CountDownLatch latch = new CountDownLatch(1);
    begun.put(order, new CountDownLatch(1));
    held.put(order, latch);
    return latch;
  }

  public void awaitBegun(String order) throws InterruptedException {
    CountDownLatch begin = begun.computeIfAbsent(order, _ -> new CountDownLatch(1));
    if (!begin.await(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("never began: " + order + "; orders: " + orders);
    }
  }

  @Override
  public dev.sluice.proto.v1.Plan plan(PlanOrder order) {
    carryOut("plan");
    planOrders.add(order);
    Plan next = plans.poll();
    return PlanWire.toProto(next == null ? plan : next);
  }

  @Override
  public PrecheckResult precheck(PrecheckOrder order) {
    carryOut("precheck");
    return PrecheckResult.newBuilder()
        .setTargets(plan.targets())
        .setNotReady(obstacles.size())
        .addAllObstacles(obstacles)
        .build();
  }

  @Override
  public BatchEffect apply(BatchOrder order) {
    return effect("apply " + order.getBatch().getNumber(), order);
  }

  @Override
  public BatchEffect revert(BatchOrder order) {
    return effect("revert " + order.getBatch().getNumber(), order);
  }

  @Override
  public RollbackCheck checkRollback(RollbackCheckOrder order) {
    carryOut("check");
    return RollbackCheck.newBuilder().setTargets(2).build();
  }

  @Override
  public Inspection bake(BakeOrder order) {
    int batch = batchOf(TargetWire.toDomain(order.getTreatment(0)));
    bakes.put(batch, order);
    carryOut("bake " + batch);
    Verdict verdict = verdicts.getOrDefault(batch, Verdict.PASS);
    return Inspection.newBuilder()
        .setVerdict(verdict)
        .setSummary("error_rate looks like " + verdict)
        .setTime(TimeWire.toProto(Instant.EPOCH))
        .setBaked(TimeWire.toProto(Duration.ofMinutes(5)))
        .build();
  }

  private int batchOf(TargetRange range) {
    return plan.batches().stream()
        .filter(batch -> batch.range().equals(range))
        .map(Batch::number)
        .findFirst()
        .orElse(WHOLE);
  }

  private BatchEffect effect(String name, BatchOrder order) {
    carryOut(name);
    int targets = order.getBatch().getTargets();
    boolean fails = failuresLeft.merge(name, -1, Integer::sum) >= 0;
    Instant now = Instant.ofEpochSecond(1_700_000_000);
    BatchEffect.Builder effect =
        BatchEffect.newBuilder()
            .setApplied(fails ? targets - 1 : targets)
            .setWindow(
                ChangeWindow.newBuilder()
                    .setStartTime(TimeWire.toProto(now))
                    .setEndTime(TimeWire.toProto(now)));
    return fails
        ? effect.setFailed(1).addFailures("target does not answer").build()
        : effect.build();
  }

  private void carryOut(String name) {
    orders.add(name);
    CountDownLatch begin = begun.get(name);
    if (begin != null) {
      begin.countDown();
    }
    CountDownLatch latch = held.get(name);
    if (latch != null) {
      awaitWithHeartbeats(latch, name);
    }
  }

  private void awaitWithHeartbeats(CountDownLatch latch, @Nullable String detail) {
    try {
      while (!latch.await(20, TimeUnit.MILLISECONDS)) {
        Activity.getExecutionContext().heartbeat(detail);
      }
    } catch (ActivityCompletionException cancelled) {
      orders.add(detail + " cancelled");
      throw cancelled;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }
}
