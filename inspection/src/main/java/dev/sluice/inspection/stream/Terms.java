package dev.sluice.inspection.stream;

import dev.sluice.domain.inspection.MetricSpec;
import dev.sluice.domain.inspection.MetricSpec.BadDirection;
import dev.sluice.domain.inspection.MetricSpec.Kind;
import org.jspecify.annotations.Nullable;

/**
 * On which terms a metric is compared: all that a running bake still needs of what was measured
 * before, without the samples.
 *
 * @param skipped samples of the start-up, which are not looked at
 * @param weekly whether a season that is compared with is that of a week, not of a day
 * @param treated the changed targets
 * @param peers what is known of changed targets that have no past; null where they have one
 */
record Terms(
    MetricSpec spec,
    int skipped,
    boolean weekly,
    Group treated,
    Unchanged unchanged,
    @Nullable Peers peers) {

  boolean isBadUp() {
    return spec.badDirection() != BadDirection.DECREASE;
  }

  boolean isBadDown() {
    return spec.badDirection() != BadDirection.INCREASE;
  }

  boolean isRate() {
    return spec.kind() == Kind.ERROR_RATE || spec.kind() == Kind.SUCCESS_RATE;
  }
}
