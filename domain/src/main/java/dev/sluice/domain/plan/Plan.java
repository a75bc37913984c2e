package dev.sluice.domain.plan;

import dev.sluice.domain.inspection.InspectionSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The stages of a change, made before anything is touched, with its way back. Its size grows with
 * the number of batches, not of targets.
 *
 * @param type change type's name
 * @param typeVersion its version
 * @param title one line that says what the change does: "release checkout v2 to 6 targets"
 * @param subDomain name of the sub-domain that carries it out
 * @param capability which of its capabilities
 * @param parameters checked against the type, defaults filled in
 * @param selector labels that select the targets
 * @param services services that the change touches
 * @param classification class, risk, approvals and why
 * @param stages in order, at least one
 * @param maxTargetsAtRisk never more targets changed and not yet judged good than this, at least 1
 * @param bake how long each batch is watched
 * @param rollback how it is taken back
 * @param watch how long the whole is watched after the last batch, zero for not at all
 * @param inspection what is looked at
 */
public record Plan(
    String type,
    int typeVersion,
    String title,
    String subDomain,
    String capability,
    Map<String, String> parameters,
    Map<String, String> selector,
    List<String> services,
    Classification classification,
    List<Stage> stages,
    int maxTargetsAtRisk,
    BakePolicy bake,
    RollbackPolicy rollback,
    Duration watch,
    InspectionSpec inspection)
    implements ChangePlan {
  public Plan {
    parameters = Map.copyOf(parameters);
    selector = Map.copyOf(selector);
    services = List.copyOf(services);
    stages = List.copyOf(stages);
    if (stages.isEmpty()) {
      throw new IllegalArgumentException("a plan has at least one stage");
    }
  }

  @Override
  public int targets() {
    return stages.stream().mapToInt(Stage::targets).sum();
  }

  /** The same as a step of a change that was approved as a whole. */
  public Plan asStep() {
    return classified(classification.approvedElsewhere());
  }

  /** The same, held to be otherwise dangerous. */
  public Plan classified(Classification other) {
    return new Plan(
        type,
        typeVersion,
        title,
        subDomain,
        capability,
        parameters,
        selector,
        services,
        other,
        stages,
        maxTargetsAtRisk,
        bake,
        rollback,
        watch,
        inspection);
  }

  /** All batches in order; the batch numbered n is at n - 1. */
  public List<Batch> batches() {
    return stages.stream().flatMap(stage -> stage.batches().stream()).toList();
  }
}
