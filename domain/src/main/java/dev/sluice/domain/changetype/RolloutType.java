package dev.sluice.domain.changetype;

import dev.sluice.domain.inspection.InspectionSpec;
import dev.sluice.domain.plan.BakePolicy;
import dev.sluice.domain.plan.RollbackPolicy;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A change type that one sub-domain carries out: targets, strategy, inspection and way back.
 *
 * @param name small letters, digits and -, unique in a catalogue
 * @param version at least 1; raised with every change of the recipe
 * @param owner team that answers for it
 * @param description one sentence for people
 * @param subDomain name of the sub-domain that carries it out
 * @param capability which of its capabilities
 * @param title one line that says what a change does; {@code ${targets}} is the number of targets
 * @param parameters what whoever starts a change says about it, at most 64
 * @param selector labels that select the targets, 1 to 16
 * @param services services that a change touches, at least one
 * @param strategy how it widens
 * @param prechecks what is asked before the first target is touched
 * @param bake how long each batch is watched
 * @param inspection what is looked at; its queries are templates
 * @param rollback how it is taken back
 * @param watch how long the whole is watched after the last batch, zero for not at all
 * @param control how dangerous it is held to be
 */
public record RolloutType(
    String name,
    int version,
    String owner,
    String description,
    String subDomain,
    String capability,
    Template title,
    List<ParameterSpec> parameters,
    Map<String, Template> selector,
    List<Template> services,
    Strategy strategy,
    List<Precheck> prechecks,
    BakePolicy bake,
    InspectionSpec inspection,
    RollbackPolicy rollback,
    Duration watch,
    Control control)
    implements ChangeType {

  public RolloutType {
    parameters = List.copyOf(parameters);
    // Keeps the author's order, which titles, messages and pages show.
    selector = Collections.unmodifiableMap(new LinkedHashMap<>(selector));
    services = List.copyOf(services);
    prechecks = List.copyOf(prechecks);
    var faults = new Faults();
    ChangeTypeRules.checkHead(name, version, owner, parameters, faults);
    ChangeTypeRules.checkPlace(subDomain, capability, faults);
    ChangeTypeRules.checkSizes(selector, services, watch, faults);
    ChangeTypeRules.checkInspection(inspection, bake, faults);
    PlaceholderRules placeholders = new PlaceholderRules(parameters, faults);
    placeholders.check(title, selector, services, inspection);
    placeholders.checkPercent("control.trafficPercent", control.trafficPercent());
    faults.throwIfAny();
  }
}
