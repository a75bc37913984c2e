package dev.sluice.inspection.stream;

import dev.sluice.domain.inspection.MetricSpec;
import dev.sluice.domain.inspection.MetricSpec.BadDirection;
import dev.sluice.domain.inspection.MetricSpec.Kind;
import org.jspecify.annotations.Nullable;

/**
 * On which terms a metric is compared: all that a running bake still needs of what was measured
 * before, without the samples.
 *
 * @param planned samples the bake will see at most
 * @param skipped samples of the start-up, which are not looked at
 * @param day samples in it; 0 where earlier days are not compared with
 * @param period samples from one time to the same time of another day, or week; 0 without such a
 *     season
 * @param treated the changed targets
 * @param peers what is known of changed targets that have no past; null where they have one
 * @param counted null where requests were not counted
 */
record Terms(
    MetricSpec spec,
    int planned,
    int skipped,
    int day,
    int period,
    Group treated,
    Unchanged unchanged,
    @Nullable Peers peers,
    @Nullable CountedPast counted) {

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
