package dev.sluice.domain.changetype;

import dev.sluice.domain.steps.StepGraph;
import java.util.List;

/**
 * A change type that spans several sub-domains: steps, each a change of a type of its own, that
 * form a graph.
 *
 * @param name small letters, digits and -, unique in a catalogue
 * @param version at least 1; raised with every change of the recipe
 * @param owner team that answers for it
 * @param description one sentence for people
 * @param title one line that says what a change does; {@code ${targets}} is the number of targets
 * @param parameters what whoever starts a change says about it, at most 64
 * @param steps 1 to 32, in any order
 * @param control how dangerous it is held to be; the steps' own controls can only add to it
 */
public record StepsType(
    String name,
    int version,
    String owner,
    String description,
    Template title,
    List<ParameterSpec> parameters,
    List<StepSpec> steps,
    Control control)
    implements ChangeType {

  public StepsType {
    parameters = List.copyOf(parameters);
    steps = List.copyOf(steps);
    var faults = new Faults();
    ChangeTypeRules.checkHead(name, version, owner, parameters, faults);
    var placeholders = new PlaceholderRules(parameters, faults);
    placeholders.checkTitle(title);
    for (int i = 0; i < steps.size(); i++) {
      String path = "steps[%d].parameters.".formatted(i);
      steps
          .get(i)
          .parameters()
          .forEach((parameter, value) -> placeholders.checkAllThere(path + parameter, value));
    }
    faults.require(
        control.trafficPercent() == null,
        "control.trafficPercent",
        "is known of each step alone: say it in the types of its steps");
    StepGraph.faults(steps.stream().map(step -> step.withWayBack("")).toList())
        .forEach(fault -> faults.add("steps" + fault.path(), fault.message()));
    faults.throwIfAny();
  }
}
