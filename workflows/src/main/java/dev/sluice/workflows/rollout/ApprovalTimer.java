package dev.sluice.workflows.rollout;

import dev.sluice.domain.rollout.Words;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Ends the wait for approvals when it has taken too long. */
public final class ApprovalTimer {
  private @Nullable CancellationScope running;

  /**
   * @param atMost how long to wait
   * @param timedOut told when nobody approved in time
   */
  public void start(Duration atMost, Runnable timedOut) {
    CancellationScope scope =
        Workflow.newCancellationScope(() -> {
          TimerOptions named =
              TimerOptions.newBuilder()
                  .setSummary("end it untouched if nobody approves in " + Words.of(atMost))
                  .build();
          Promise<Void> timer = Workflow.newTimer(atMost, named);
          timer.handle((_, failure) -> {
            if (failure == null) {
              timedOut.run();
            }
            return failure == null;
          });
        });
    running = scope;
    scope.run();
  }

  /** Nobody is waited for any more. Does nothing where nobody was. */
  public void stop() {
    CancellationScope scope = running;
    running = null;
    if (scope != null && !scope.isCancelRequested()) {
      scope.cancel();
    }
  }
}
