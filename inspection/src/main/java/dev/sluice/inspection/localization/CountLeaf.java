package dev.sluice.inspection.localization;

import java.util.List;

/**
 * One combination of all labels, of a measure that adds up: orders, say.
 *
 * @param values one for each label, in the labels' order
 * @param count what is counted now, at least 0
 * @param expected what it was forecast to be, at least 0
 */
public record CountLeaf(List<String> values, double count, double expected) {
  public CountLeaf {
    values = List.copyOf(values);
    Split.requireAmount("count", count);
    Split.requireAmount("expected", expected);
  }
}
