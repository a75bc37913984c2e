package dev.sluice.domain.control;

import dev.sluice.domain.plan.ChangeClass;
import java.util.List;

/**
 * A change that is under way.
 *
 * @param id its name
 * @param type its change type's name
 * @param services that it touches
 * @param zones that its targets are in
 * @param risk 1 to 5; 5 where nobody knows
 * @param targetsAtRisk the most of its targets that are changed and not yet judged good, at any
 *     time
 */
public record RunningChange(
    String id,
    String type,
    List<String> services,
    List<String> zones,
    ChangeClass changeClass,
    int risk,
    int targetsAtRisk) {
  public RunningChange {
    services = List.copyOf(services);
    zones = List.copyOf(zones);
  }
}
