package dev.sluice.workflows.guard;

import dev.sluice.domain.plan.TargetRange;
import dev.sluice.proto.history.v1.BakeOrder;
import dev.sluice.proto.history.v1.ChangeWindow;
import dev.sluice.proto.history.v1.GuardInput;
import dev.sluice.proto.history.v1.Scope;
import dev.sluice.proto.v1.Plan;
import dev.sluice.workflows.wire.TargetWire;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which targets the other platform says it changed. */
final class StepRecord {
  private final Set<String> all;
  private List<String> inHand = List.of();

  StepRecord(List<String> before) {
    all = new LinkedHashSet<>(before);
  }

  List<String> all() {
    return List.copyOf(all);
  }

  int count() {
    return all.size();
  }

  int countWith(List<String> more) {
    Set<String> both = new LinkedHashSet<>(all);
    both.addAll(more);
    return both.size();
  }

  void add(List<String> targets) {
    inHand = List.copyOf(targets);
    all.addAll(targets);
  }

  /** The order to watch what the newest step changed. */
  BakeOrder order(GuardInput input, String change, ChangeWindow window) {
    Plan plan = input.getPlan();
    BakeOrder.Builder order =
        BakeOrder.newBuilder()
            .setScope(
                Scope.newBuilder()
                    .setChangeId(change)
                    .setSubDomain(plan.getSubDomain())
                    .setCapability(plan.getCapability())
                    .putAllParameters(plan.getParametersMap())
                    .putAllSelector(plan.getSelectorMap()))
            .setInspection(plan.getInspection())
            .setWindow(window)
            .setMinimum(plan.getBake().getMinimum())
            .setMaximum(plan.getBake().getMaximum())
            .setBatches(input.getSteps());
    inHand.forEach(name -> order.addTreatment(TargetWire.toProto(TargetRange.only(name))));
    all.forEach(name -> order.addTouched(TargetWire.toProto(TargetRange.only(name))));
    return order.build();
  }
}
