package dev.sluice.domain.changetype;

import dev.sluice.domain.steps.Step;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One step of a change type that spans several sub-domains.
 *
 * @param name unique in its type: {@code release}
 * @param type name of the change type that it is a change of
 * @param parameters what that type asks for, by name
 * @param after names of the steps that must be done before it begins
 * @param keep whether it stays while the others are taken back
 * @param irreversible why it can't be taken back; empty where its sub-domain says so
 */
public record StepSpec(
    String name,
    String type,
    Map<String, Template> parameters,
    List<String> after,
    boolean keep,
    String irreversible) {
  public StepSpec {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    after = List.copyOf(after);
  }

  /**
   * The step as a part of a graph.
   *
   * @param missing why the sub-domain has no way back, empty where it has one
   */
  public Step withWayBack(String missing) {
    return new Step(name, after, keep, irreversible.isEmpty() ? missing : irreversible);
  }
}
