package dev.sluice.inspection.stream;

import dev.sluice.inspection.histogram.SlowShare;
import dev.sluice.inspection.histogram.UnlikeBuckets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one stream compared.
 *
 * @param treatment names of the changed targets, in the order in which samples come
 * @param control number of unchanged targets
 * @param share what of a histogram it was; null for a metric of single values
 * @param unlike why a histogram could not be compared; null where that is not known to be so
 */
record Compared(
    List<String> treatment,
    int control,
    @Nullable SlowShare share,
    @Nullable UnlikeBuckets unlike) {
  Compared {
    treatment = List.copyOf(treatment);
  }

  Compared(List<String> treatment, int control) {
    this(treatment, control, null, null);
  }
}
