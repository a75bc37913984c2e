package dev.sluice.workflows.rollout;

import dev.sluice.workflows.ActivityLimits;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.failure.TimeoutFailure;
import org.jspecify.annotations.Nullable;

/** What went wrong, in words for people. */
public final class Failures {
  private Failures() {}

  /** Whether the activity was ended because Sluice itself broke. */
  static boolean isDefect(@Nullable Throwable failure) {
    return failure instanceof ActivityFailure activity
        && activity.getCause() instanceof ApplicationFailure application
        && application.getType().equals(ActivityLimits.DEFECT);
  }

  /** One sentence, without stack trace or class names where the failure has a message. */
  public static String words(@Nullable Throwable failure) {
    return switch (failure) {
      case null -> "no reason given";
      case ActivityFailure activity -> words(activity.getCause());
      case ChildWorkflowFailure child -> words(child.getCause());
      case CanceledFailure _ -> "stopped before it was done";
      case TimeoutFailure timeout ->
          "no answer in time (%s)".formatted(timeout.getTimeoutType().name());
      case ApplicationFailure application -> application.getOriginalMessage();
      default -> String.valueOf(failure.getMessage());
    };
  }
}
