package dev.sluice.activities.policy;

import java.util.List;
import java.util.Map;

/**
 * What was known of a change when it was planned.
 *
 * @param id its name
 * @param variables as conditions see them; what was not recorded is missing
 */
public record PastChange(String id, Map<String, Object> variables) {
  public PastChange {
    variables = Map.copyOf(variables);
  }

  /** {@code standard}, {@code normal}, {@code emergency}, or empty where it was not recorded. */
  public String changeClass() {
    return change().get("class") instanceof String name ? name : "";
  }

  /** Empty where they were not recorded. */
  public List<String> services() {
    return change().get("services") instanceof List<?> names
        ? names.stream().map(String::valueOf).toList()
        : List.of();
  }

  private Map<?, ?> change() {
    return variables.get("change") instanceof Map<?, ?> change ? change : Map.of();
  }
}
