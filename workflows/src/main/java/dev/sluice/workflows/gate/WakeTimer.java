package dev.sluice.workflows.gate;

import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One durable timer that is set anew when the next moment is another. */
final class WakeTimer {
  private final Runnable due;
  private @Nullable Instant at;
  private @Nullable CancellationScope running;

  WakeTimer(Runnable due) {
    this.due = due;
  }

  /**
   * @param time null for never
   */
  void set(@Nullable Instant time) {
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
                    GateWorkflowImpl.until(time),
                    TimerOptions.newBuilder().setSummary("a freeze or a start at " + time).build())
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
}
