package dev.sluice.activities.problem;

import dev.sluice.domain.problem.ProblemException;
import dev.sluice.workflows.ActivityLimits;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.client.ActivityCompletionException;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TemporalFailure;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends an activity that Sluice itself breaks, after a few tries, so that its change can say so and
 * wait for a person. Without it Temporal would try again for hours and say nothing.
 */
public final class DefectLimit extends WorkerInterceptorBase {
  private static final Logger LOG = LoggerFactory.getLogger(DefectLimit.class);
  private static final StackTraceElement[] NO_TRACE = {};
  private static final int MOST_REMEMBERED = 10_000;

  private final DefectTries tries = new DefectTries(MOST_REMEMBERED);

  @Override
  public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
    return new Limited(next);
  }

  /** One run of an activity. */
  private final class Limited extends ActivityInboundCallsInterceptorBase {
    private @Nullable ActivityInfo info;

    Limited(ActivityInboundCallsInterceptor next) {
      super(next);
    }

    @Override
    public void init(ActivityExecutionContext context) {
      info = context.getInfo();
      super.init(context);
    }

    @Override
    public ActivityOutput execute(ActivityInput input) {
      try {
        ActivityOutput output = super.execute(input);
        tries.forget(key(info));
        return output;
      } catch (TemporalFailure | ActivityCompletionException known) {
        throw known;
      } catch (ProblemException e) {
        throw ProblemFailures.of(e);
      } catch (RuntimeException | Error e) {
        throw failure(e);
      }
    }

    private ApplicationFailure failure(Throwable thrown) {
      String key = key(info);
      int met = tries.next(key);
      boolean last = met >= ActivityLimits.DEFECT_TRIES;
      if (last) {
        tries.forget(key);
      }
      String type = info == null ? "an activity" : info.getActivityType();
      LOG.error(
          "{}: {} broke, try {} of {}",
          ActivityLimits.DEFECT,
          type,
          met,
          ActivityLimits.DEFECT_TRIES,
          thrown);
      return failureOf(thrown, type, last);
    }
  }

  /** Without the exception itself, or any trace: they would stay in the history. */
  static ApplicationFailure failureOf(Throwable thrown, String activity, boolean last) {
    ApplicationFailure failure =
        ApplicationFailure.newBuilder()
            .setType(ActivityLimits.DEFECT)
            .setMessage(
                "a defect of Sluice broke %s (%s); its stack trace is in the worker's log, under %s"
                    .formatted(activity, DefectWords.of(thrown), ActivityLimits.DEFECT))
            .setNonRetryable(last)
            .build();
    failure.setStackTrace(NO_TRACE);
    return failure;
  }

  private static String key(@Nullable ActivityInfo info) {
    return info == null ? "" : info.getWorkflowRunId() + "/" + info.getActivityId();
  }
}
