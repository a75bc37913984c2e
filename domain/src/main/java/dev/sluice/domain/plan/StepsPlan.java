package dev.sluice.domain.plan;

import dev.sluice.domain.steps.StepGraph;
import java.util.List;
import java.util.Map;

/**
 * The steps of a change over several sub-domains, each with its plan and way back. All of it is
 * made before the first step begins.
 *
 * @param type change type's name
 * @param typeVersion its version
 * @param title one line that says what the change does
 * @param parameters checked against the type, defaults filled in
 * @param classification class, risk, approvals and why
 * @param steps in an order in which they can be done, one after the other; at least one
 */
public record StepsPlan(
    String type,
    int typeVersion,
    String title,
    Map<String, String> parameters,
    Classification classification,
    List<PlannedStep> steps)
    implements ChangePlan {
  public StepsPlan {
    parameters = Map.copyOf(parameters);
    List<PlannedStep> given = List.copyOf(steps);
    steps =
        new StepGraph(given.stream().map(PlannedStep::step).toList())
            .steps().stream().map(step -> named(given, step.name())).toList();
  }

  /** The same, held to be otherwise dangerous. */
  public StepsPlan classified(Classification other) {
    return new StepsPlan(type, typeVersion, title, parameters, other, steps);
  }

  public StepGraph graph() {
    return new StepGraph(steps.stream().map(PlannedStep::step).toList());
  }

  @Override
  public List<String> services() {
    return steps.stream().flatMap(step -> step.plan().services().stream()).distinct().toList();
  }

  @Override
  public int targets() {
    return steps.stream().mapToInt(step -> step.plan().targets()).sum();
  }

  /**
   * @throws IllegalArgumentException when there is no step of that name
   */
  public PlannedStep step(String name) {
    return named(steps, name);
  }

  private static PlannedStep named(List<PlannedStep> steps, String name) {
    return steps.stream()
        .filter(step -> step.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no step " + name));
  }

  /** The way back in the order it is gone, one sentence a step. */
  public List<String> wayBack() {
    return steps.reversed().stream().map(StepsPlan::wayBack).toList();
  }

  private static String wayBack(PlannedStep step) {
    if (step.step().isPointOfNoReturn()) {
      return "%s: no way back (%s), so it waits for approval before it begins"
          .formatted(step.name(), step.step().irreversible());
    }
    if (step.step().keep()) {
      return "%s: stays as it is, it does no harm".formatted(step.name());
    }
    int batches = step.plan().batches().size();
    return "%s: %d targets in %d %s, the last first"
        .formatted(step.name(), step.plan().targets(), batches, batches == 1 ? "batch" : "batches");
  }
}
