package dev.sluice.inspection.localization;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A part of a measure's traffic.
 *
 * @param values of some of its labels, by label; at least one
 */
public record Combination(SortedMap<String, String> values) {
  public Combination {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    if (values.isEmpty()) {
      throw new IllegalArgumentException("a combination has a value of at least one label");
    }
  }
}
