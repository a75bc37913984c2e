package dev.sluice.domain.plan;

import dev.sluice.domain.changetype.BatchSizing;
import dev.sluice.domain.changetype.ChangeType;
import dev.sluice.domain.changetype.RolloutType;
import dev.sluice.domain.changetype.StageSpec;
import dev.sluice.domain.changetype.Template;
import dev.sluice.domain.inspection.InspectionSpec;
import dev.sluice.domain.inspection.MetricSpec;
import dev.sluice.domain.problem.NearestName;
import dev.sluice.domain.problem.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Makes the plan of a change from its type, its parameters and the targets there are now. */
public final class Planner {
  /** Most batches of a plan, which is kept whole in a workflow's history. */
  public static final int MAX_BATCHES = 1_000;

  private Planner() {}

  /** The labels that select a change's targets, to list them before planning. */
  public static Map<String, String> selector(RolloutType type, Map<String, String> parameters) {
    var labels = new LinkedHashMap<String, String>();
    type.selector().forEach((label, value) -> labels.put(label, value.fill(parameters)));
    return labels;
  }

  /**
   * Plans a change.
   *
   * @param parameters checked against the type, defaults filled in
   * @param targets those that the selector matches, in name order, each name once
   */
  public static Planning plan(
      RolloutType type, Map<String, String> parameters, List<PlanTarget> targets) {
    requireNameOrder(targets);
    Map<String, String> selector = selector(type, parameters);
    if (targets.isEmpty()) {
      return refused(
          "NO_TARGETS",
          "no target of sub-domain "
              + type.subDomain()
              + " has the labels "
              + labels(selector)
              + ": correct the parameters, or the selector of change type "
              + type.name());
    }
    Optional<Planning> wrongZone = unknownZone(type, targets);
    if (wrongZone.isPresent()) {
      return wrongZone.get();
    }
    List<Stage> stages = new StageCutter(type.strategy(), targets, MAX_BATCHES).cut();
    if (stages.stream().mapToInt(stage -> stage.batches().size()).sum() > MAX_BATCHES) {
      return tooManyBatches(type, targets.size());
    }
    return new Planning.Planned(assemble(type, parameters, selector, stages, targets.size()));
  }

  private static Plan assemble(
      RolloutType type,
      Map<String, String> parameters,
      Map<String, String> selector,
      List<Stage> stages,
      int matched) {
    int planned = stages.stream().mapToInt(Stage::targets).sum();
    var titleValues = new LinkedHashMap<>(parameters);
    titleValues.put(ChangeType.TARGET_COUNT, Integer.toString(planned));
    int cap = type.strategy().maxTargetsAtRisk();
    return new Plan(
        type.name(),
        type.version(),
        type.title().fill(titleValues),
        type.subDomain(),
        type.capability(),
        parameters,
        selector,
        type.services().stream().map(service -> service.fill(parameters)).distinct().toList(),
        Classifier.classify(type),
        stages,
        cap == BatchSizing.NO_LIMIT ? matched : cap,
        type.bake(),
        type.rollback(),
        type.watch(),
        inspection(type.inspection(), parameters));
  }

  private static InspectionSpec inspection(InspectionSpec spec, Map<String, String> parameters) {
    List<MetricSpec> metrics =
        spec.metrics().stream()
            .map(metric -> metric.withQuery(new Template(metric.query()).fill(parameters)))
            .toList();
    return new InspectionSpec(spec.source(), metrics, spec.alpha(), spec.before());
  }

  private static Optional<Planning> unknownZone(RolloutType type, List<PlanTarget> targets) {
    Set<String> zones =
        targets.stream().map(PlanTarget::zone).collect(Collectors.toCollection(TreeSet::new));
    for (StageSpec stage : type.strategy().stages()) {
      if (stage instanceof StageSpec.Zone zone && !zones.contains(zone.name())) {
        return Optional.of(
            refused(
                "UNKNOWN_ZONE",
                "change type "
                    + type.name()
                    + " has a stage for zone "
                    + zone.name()
                    + ", but the targets are in "
                    + String.join(", ", zones)
                    + ": "
                    + NearestName.advice(zone.name(), zones)));
      }
    }
    return Optional.empty();
  }

  private static Planning tooManyBatches(RolloutType type, int targets) {
    int enough = Math.ceilDiv(targets, MAX_BATCHES);
    return refused(
        "TOO_MANY_BATCHES",
        "the plan for "
            + targets
            + " targets would have more than 1,000 batches: let strategy.batches of change type "
            + type.name()
            + " grow, or allow well over "
            + enough
            + " targets a batch (size, max, maxTargetsAtRisk)");
  }

  private static void requireNameOrder(List<PlanTarget> targets) {
    for (int i = 1; i < targets.size(); i++) {
      String before = targets.get(i - 1).name();
      String name = targets.get(i).name();
      if (before.compareTo(name) >= 0) {
        throw new IllegalArgumentException(
            "targets must be in name order, each once: " + before + " comes before " + name);
      }
    }
  }

  private static String labels(Map<String, String> selector) {
    return selector.entrySet().stream()
        .map(label -> label.getKey() + "=" + label.getValue())
        .collect(Collectors.joining(", "));
  }

  private static Planning refused(String code, String message) {
    return new Planning.Refused(new Problem.ForAuthor(code, message));
  }
}
