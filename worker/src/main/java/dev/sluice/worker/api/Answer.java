package dev.sluice.worker.api;

import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Answers a call: with one message, or with one of the API's errors, within a bounded time. */
final class Answer {
  static final int MAX_SECONDS = 20;

  /** Only ends deadlines; the work itself runs on the call's own thread. */
  private static final ScheduledExecutorService DEADLINES =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("sluice-deadlines").factory());

  /**
   * @param name resource name of what the call is about
   */
  static <R> void to(StreamObserver<R> observer, String name, Callable<R> work) {
    R answer;
    try {
      answer = within(MAX_SECONDS * 1_000L, work);
    } catch (Exception e) {
      observer.onError(TemporalFailures.of(e, name));
      return;
    }
    observer.onNext(answer);
    observer.onCompleted();
  }

  /**
   * Runs work whose calls to Temporal end when the time is up or the caller goes away, whichever
   * comes first.
   */
  static <R> R within(long millis, Callable<R> work) throws Exception {
    Deadline deadline = Deadline.after(millis, TimeUnit.MILLISECONDS);
    try (Context.CancellableContext context = Context.current().withDeadline(deadline, DEADLINES)) {
      return context.call(work);
    }
  }

  private Answer() {}
}
