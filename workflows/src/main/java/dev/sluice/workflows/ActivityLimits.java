package dev.sluice.workflows;

import dev.sluice.domain.plan.Batch;
import dev.sluice.domain.plan.Plan;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import java.time.Duration;

/**
 * Time limits and retries of every activity, in one place.
 *
 * <p>A worker that dies is noticed by its missing heartbeat: that limit, with the first retry
 * interval, is how long a change stands still after a crash.
 *
 * <p>What passes by itself is tried again for as long as an activity may take, what Sluice itself
 * breaks only {@link #DEFECT_TRIES} times. A retry policy has one bound for every failure, so the
 * activities' side keeps this one.
 */
public final class ActivityLimits {
  /** The type of the failure that ends an activity which Sluice itself broke. */
  public static final String DEFECT = "DEFECT";

  /**
   * How often a worker tries an activity that breaks: with the pauses between, half a minute, which
   * fits into the way back of a batch.
   */
  public static final int DEFECT_TRIES = 7;

  static final Duration HEARTBEAT = Duration.ofSeconds(4);
  private static final Duration FIRST_RETRY = Duration.ofMillis(500);
  private static final int LOOKS = 3;
  private static final Duration LONGEST_RETRY = Duration.ofSeconds(30);

  private ActivityLimits() {}

  /** Planning and prechecks: worth trying again for a while, since nothing is touched yet. */
  public static ActivityOptions asking(String summary) {
    return options(summary)
        .setStartToCloseTimeout(Duration.ofMinutes(5))
        .setScheduleToCloseTimeout(Duration.ofMinutes(15))
        .build();
  }

  /**
   * A look that is taken again soon: a few tries, so that one system that is away delays no more.
   */
  public static ActivityOptions looking(String summary) {
    return options(summary)
        .setStartToCloseTimeout(Duration.ofMinutes(5))
        .setScheduleToCloseTimeout(Duration.ofMinutes(6))
        .setRetryOptions(
            RetryOptions.newBuilder()
                .setInitialInterval(FIRST_RETRY)
                .setMaximumInterval(LONGEST_RETRY)
                .setMaximumAttempts(LOOKS)
                .build())
        .build();
  }

  /** Words to the gate or the ledger, which must arrive: tried for ever. */
  public static ActivityOptions speaking(String summary) {
    return ActivityOptions.newBuilder()
        .setSummary(summary)
        .setStartToCloseTimeout(Duration.ofSeconds(20))
        .setRetryOptions(
            RetryOptions.newBuilder()
                .setInitialInterval(FIRST_RETRY)
                .setMaximumInterval(LONGEST_RETRY)
                .build())
        .build();
  }

  /** Telling people through one channel: tried for a day, ever more seldom. */
  public static ActivityOptions telling(String summary) {
    return ActivityOptions.newBuilder()
        .setSummary(summary)
        .setStartToCloseTimeout(Duration.ofSeconds(30))
        .setScheduleToCloseTimeout(Duration.ofDays(1))
        .setRetryOptions(
            RetryOptions.newBuilder()
                .setInitialInterval(Duration.ofSeconds(1))
                .setMaximumInterval(Duration.ofMinutes(10))
                .build())
        .build();
  }

  /** Asking a sub-domain's own worker. */
  public static ActivityOptions asking(Plan plan, String summary) {
    return onSubDomain(plan, summary)
        .setStartToCloseTimeout(Duration.ofMinutes(5))
        .setScheduleToCloseTimeout(Duration.ofHours(1))
        .build();
  }

  /** Changing a batch. */
  public static ActivityOptions applying(Plan plan, Batch batch, String summary) {
    Duration whole = Duration.ofMinutes(30).plus(Duration.ofMinutes(batch.targets()));
    return onSubDomain(plan, summary)
        .setStartToCloseTimeout(whole)
        .setScheduleToCloseTimeout(whole.multipliedBy(2))
        .build();
  }

  /** Taking a batch back: the plan says how long that may take. */
  public static ActivityOptions reverting(Plan plan, String summary) {
    return onSubDomain(plan, summary)
        .setStartToCloseTimeout(plan.rollback().batchTimeout())
        .setScheduleToCloseTimeout(plan.rollback().batchTimeout())
        .build();
  }

  /**
   * A bake.
   *
   * @param maximum how long it may watch
   */
  public static ActivityOptions baking(Duration maximum, String summary) {
    return options(summary)
        .setStartToCloseTimeout(maximum.plus(Duration.ofMinutes(5)))
        .setScheduleToCloseTimeout(maximum.multipliedBy(2).plus(Duration.ofMinutes(30)))
        .build();
  }

  private static ActivityOptions.Builder onSubDomain(Plan plan, String summary) {
    return options(summary).setTaskQueue(TaskQueues.ofSubDomain(plan.subDomain()));
  }

  private static ActivityOptions.Builder options(String summary) {
    return ActivityOptions.newBuilder()
        .setSummary(summary)
        .setHeartbeatTimeout(HEARTBEAT)
        .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
        .setRetryOptions(
            RetryOptions.newBuilder()
                .setInitialInterval(FIRST_RETRY)
                .setMaximumInterval(LONGEST_RETRY)
                .build());
  }
}
