package dev.sluice.worker.filter;

import io.temporal.common.SearchAttributes;
import java.util.List;

/**
 * Which changes are wanted: those for which every comparison holds.
 *
 * @param comparisons none for every change
 */
public record ChangeFilter(List<Comparison> comparisons) {
  public ChangeFilter {
    comparisons = List.copyOf(comparisons);
  }

  /**
   * Reads the filter language.
   *
   * @throws FilterException with the position and what is allowed there
   */
  public static ChangeFilter parse(String text) {
    return new ChangeFilterParser(text).parse();
  }

  /** Whether a change with these attributes is wanted. */
  public boolean matches(SearchAttributes attributes) {
    return comparisons.stream().allMatch(comparison -> comparison.matches(attributes));
  }

  /**
   * A field compared with a value.
   *
   * @param value allowed for the field
   */
  public record Comparison(FilterField field, FilterOperator operator, String value) {
    boolean matches(SearchAttributes attributes) {
      List<String> values = field.valuesIn(attributes);
      return switch (operator) {
        case EQUAL -> values.contains(value);
        case NOT_EQUAL -> !values.contains(value);
        case AT_MOST -> values.stream().anyMatch(it -> compare(it) <= 0);
        case AT_LEAST -> values.stream().anyMatch(it -> compare(it) >= 0);
        case LESS -> values.stream().anyMatch(it -> compare(it) < 0);
        case MORE -> values.stream().anyMatch(it -> compare(it) > 0);
      };
    }

    private int compare(String actual) {
      return Long.compare(Long.parseLong(actual), Long.parseLong(value));
    }
  }
}
