package dev.sluice.inspection.detector;

import dev.sluice.inspection.series.BinnedSeries;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * What a detector compares.
 *
 * @param treatment changed targets
 * @param control unchanged targets with samples since the change; empty where there are none
 */
public record Groups(List<BinnedSeries> treatment, List<BinnedSeries> control) {
  public Groups {
    treatment = List.copyOf(treatment);
    control = List.copyOf(control);
  }

  /** One changed target against the same unchanged ones. */
  public Groups only(BinnedSeries target) {
    return new Groups(List.of(target), control);
  }

  Groups map(DoubleUnaryOperator value) {
    return new Groups(
        treatment.stream().map(series -> series.map(value)).toList(),
        control.stream().map(series -> series.map(value)).toList());
  }
}
