package dev.sluice.inspection.stream;

import java.util.List;

/**
 * Which targets one metric was compared on.
 *
 * @param treatment names of the changed targets, in the order in which samples come
 * @param control number of unchanged targets
 */
record Compared(List<String> treatment, int control) {
  Compared {
    treatment = List.copyOf(treatment);
  }
}
