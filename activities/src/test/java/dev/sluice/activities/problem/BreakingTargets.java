package dev.sluice.activities.problem;

import dev.sluice.domain.plan.Plan;
import dev.sluice.proto.history.v1.BakeOrder;
import dev.sluice.proto.history.v1.BatchEffect;
import dev.sluice.proto.history.v1.BatchOrder;
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
import dev.sluice.workflows.wire.TimeWire;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** Records every order, and breaks as often as it is told before it carries one out. */
final class BreakingTargets implements PlanActivities, BatchActivities, InspectionActivities {
  private static final String FIRST_BATCH_ENDS = "t01";

  private final Plan plan;
  private final List<String> orders = new CopyOnWriteArrayList<>();
  private final Map<String, Breaking> breaking = new ConcurrentHashMap<>();
  private final Map<String, Verdict> verdicts = new ConcurrentHashMap<>();

  private record Breaking(int times, Supplier<RuntimeException> how) {}

  BreakingTargets(Plan plan) {
    this.plan = plan;
  }

  /** The named order, such as "bake 1", meets this so many times. */
  void breaks(String order, int times, Supplier<RuntimeException> how) {
    breaking.put(order, new Breaking(times, how));
  }

  void heal() {
    breaking.clear();
  }

  void says(String bake, Verdict verdict) {
    verdicts.put(bake, verdict);
  }

  List<String> orders() {
    return List.copyOf(orders);
  }

  long times(String order) {
    return orders.stream().filter(order::equals).count();
  }

  @Override
  public dev.sluice.proto.v1.Plan plan(PlanOrder order) {
    carryOut("plan");
    return PlanWire.toProto(plan);
  }

  @Override
  public PrecheckResult precheck(PrecheckOrder order) {
    carryOut("precheck");
    return PrecheckResult.newBuilder().setTargets(plan.targets()).build();
  }

  @Override
  public BatchEffect apply(BatchOrder order) {
    return effect("apply", order);
  }

  @Override
  public BatchEffect revert(BatchOrder order) {
    return effect("revert", order);
  }

  private BatchEffect effect(String verb, BatchOrder order) {
    carryOut(verb + " " + order.getBatch().getNumber());
    return BatchEffect.newBuilder().setApplied(order.getBatch().getTargets()).build();
  }

  @Override
  public RollbackCheck checkRollback(RollbackCheckOrder order) {
    carryOut("check");
    return RollbackCheck.newBuilder().setTargets(plan.targets()).build();
  }

  @Override
  public Inspection bake(BakeOrder order) {
    String name = name(order);
    carryOut(name);
    return Inspection.newBuilder()
        .setVerdict(verdicts.getOrDefault(name, Verdict.PASS))
        .setSummary(name + " is judged")
        .setTime(TimeWire.toProto(Instant.EPOCH))
        .setBaked(TimeWire.toProto(Duration.ofMinutes(5)))
        .build();
  }

  /** The range of the whole begins as that of the first batch does, and ends elsewhere. */
  private static String name(BakeOrder order) {
    String after = order.getTreatment(0).getAfter();
    String upTo = order.getTreatment(0).getUpTo();
    if (after.isEmpty() && !upTo.equals(FIRST_BATCH_ENDS)) {
      return "watch";
    }
    return "bake " + Integer.parseInt(upTo.substring(1));
  }

  private void carryOut(String name) {
    orders.add(name);
    Breaking left = breaking.get(name);
    if (left != null && left.times() > 0) {
      breaking.replace(name, left, new Breaking(left.times() - 1, left.how()));
      throw left.how().get();
    }
  }
}
