package dev.sluice.activities.reconcile;

import dev.sluice.domain.changetype.RolloutType;
import dev.sluice.domain.changetype.Template;
import dev.sluice.domain.subdomain.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which targets a change type may touch, whatever its parameters, and how they name their service.
 *
 * @param selector labels that hold for every change of the type
 * @param serviceLabel label that names the service; empty where the type names it itself
 * @param service the service where the type names it; else empty
 */
record Lookout(Map<String, String> selector, String serviceLabel, String service) {
  private static final String USUAL_LABEL = "service";

  Lookout {
    selector = Map.copyOf(selector);
  }

  static Lookout of(RolloutType type) {
    Map<String, String> selector = new HashMap<>();
    type.selector()
        .forEach((label, value) -> {
          if (value.placeholders().isEmpty()) {
            selector.put(label, value.text());
          }
        });
    Template service = type.services().getFirst();
    String label =
        type.selector().entrySet().stream()
            .filter(one -> one.getValue().equals(service))
            .map(Map.Entry::getKey)
            .findFirst()
            .orElse(service.placeholders().isEmpty() ? "" : USUAL_LABEL);
    return new Lookout(selector, label, label.isEmpty() ? service.text() : "");
  }

  /** The fewest that together see the targets of all types, each target by the first that does. */
  static List<Lookout> of(List<RolloutType> types) {
    List<Lookout> all = types.stream().map(Lookout::of).distinct().toList();
    List<Lookout> needed = new ArrayList<>();
    for (Lookout one : all) {
      if (needed.stream().noneMatch(one::isWithin)) {
        needed.removeIf(other -> other.isWithin(one));
        needed.add(one);
      }
    }
    return needed;
  }

  private boolean isWithin(Lookout other) {
    return selector.entrySet().containsAll(other.selector.entrySet());
  }

  /** Empty where the target names none. */
  String serviceOf(Target target) {
    return service.isEmpty() ? target.labels().getOrDefault(serviceLabel, "") : service;
  }
}
