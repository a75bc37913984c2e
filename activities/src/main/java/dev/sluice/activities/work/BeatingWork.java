package dev.sluice.activities.work;

import dev.sluice.activities.problem.ProblemFailures;
import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The work of an activity, done beside the activity's own thread, which meanwhile only heartbeats.
 * When a heartbeat says that the activity is over (cancelled, timed out, worker shut down), the
 * work is interrupted and given a moment to end.
 *
 * @param every time between two heartbeats, above zero
 * @param grace how long interrupted work may take to end
 */
public record BeatingWork(Duration every, Duration grace) {
  /** For real work; its heartbeats fit the limits of {@code ActivityLimits}. */
  public static final BeatingWork EVERY_SECOND =
      new BeatingWork(Duration.ofSeconds(1), Duration.ofSeconds(10));

  private static final Logger LOG = LoggerFactory.getLogger(BeatingWork.class);

  public BeatingWork {
    if (!every.isPositive() || grace.isNegative()) {
      throw new IllegalArgumentException(
          "heartbeats need an interval above zero and a grace of at least zero: "
              + every
              + ", "
              + grace);
    }
  }

  /**
   * Does the work of the activity that the calling thread runs.
   *
   * @param checkpoint what each heartbeat carries; called on the activity's thread
   * @return what the work returns
   * @throws io.temporal.failure.ApplicationFailure when the work meets a problem
   */
  public <T> T run(Supplier<?> checkpoint, Callable<T> work) {
    ActivityExecutionContext context = Activity.getExecutionContext();
    FutureTask<T> task = new FutureTask<>(work);
    Thread worker =
        Thread.ofVirtual().name("work of " + context.getInfo().getActivityType()).start(task);
    Runnable heartbeat = () -> context.heartbeat(checkpoint.get());
    try {
      return ProblemFailures.atTheEdge(() -> await(task, heartbeat));
    } finally {
      end(worker, heartbeat);
    }
  }

  private <T> T await(FutureTask<T> task, Runnable heartbeat) {
    while (true) {
      heartbeat.run();
      try {
        return task.get(every.toNanos(), TimeUnit.NANOSECONDS);
      } catch (TimeoutException _) {
        // Still at it: the next heartbeat is due.
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        throw new ProblemException(
            new Problem.Passing("WORKER_STOPPED", "the worker was stopped; another goes on"));
      } catch (ExecutionException e) {
        throw unwrapped(e);
      }
    }
  }

  private static RuntimeException unwrapped(ExecutionException e) {
    return switch (e.getCause()) {
      case RuntimeException unchecked -> unchecked;
      case Error error -> throw error;
      case null, default -> new IllegalStateException("an activity's work ended early", e);
    };
  }

  /** Beats on meanwhile, so that the server does not take the end for a crash. */
  private void end(Thread worker, Runnable heartbeat) {
    worker.interrupt();
    try {
      for (Duration waited = Duration.ZERO; !worker.join(every); waited = waited.plus(every)) {
        if (waited.compareTo(grace) >= 0) {
          LOG.warn("{} goes on when interrupted; its fence keeps it harmless", worker.getName());
          return;
        }
        beatRegardless(heartbeat);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void beatRegardless(Runnable heartbeat) {
    try {
      heartbeat.run();
    } catch (RuntimeException e) {
      LOG.debug("the heartbeat says again that the activity is over", e);
    }
  }
}
