package dev.sluice.workflows.rollout;

import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Wakes a workflow at one time, the next at which time alone changes something. */
public final class WakeTimer {
  private final String what;
  private final Runnable due;
  private @Nullable Instant at;
  private @Nullable CancellationScope running;

  /**
   * @param what happens then, for people: "a freeze or a start"
   */
  public WakeTimer(String what, Runnable due) {
    this.what = what;
    this.due = due;
  }

  /**
   * @param time null for never
   */
  public void set(@Nullable Instant time) {
    if (Objects.equals(time, at)) {
      return;
    }
    at = time;
    if (running != null) {
      running.cancel();
      running = null;
    }
    if (time == null) {
      return;
    }
    CancellationScope scope =
        Workflow.newCancellationScope(() ->
            Workflow.newTimer(
                    until(time), TimerOptions.newBuilder().setSummary(what + " at " + time).build())
                .handle((_, failure) -> {
                  if (failure == null) {
                    at = null;
                    running = null;
                    due.run();
                  }
                  return failure == null;
                }));
    running = scope;
    scope.run();
  }

  private static Duration until(Instant time) {
    Duration left = Duration.between(Instant.ofEpochMilli(Workflow.currentTimeMillis()), time);
    return left.isPositive() ? left : Duration.ZERO;
  }
}
