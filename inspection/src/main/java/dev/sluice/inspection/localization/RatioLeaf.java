package dev.sluice.inspection.localization;

import java.util.List;

/**
 * One combination of all labels, of a measure that is a share: successes of requests, say.
 *
 * @param values one for each label, in the labels' order
 * @param part what is counted now, at least 0
 * @param whole of how many, at least {@code part}
 * @param partExpected what {@code part} was forecast to be
 * @param wholeExpected what {@code whole} was forecast to be
 */
public record RatioLeaf(
    List<String> values, double part, double whole, double partExpected, double wholeExpected) {
  public RatioLeaf {
    values = List.copyOf(values);
    Split.requireAmount("part", part);
    Split.requireAmount("whole", whole);
    Split.requireAmount("partExpected", partExpected);
    Split.requireAmount("wholeExpected", wholeExpected);
  }
}
