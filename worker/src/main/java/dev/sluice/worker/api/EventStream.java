package dev.sluice.worker.api;

import dev.sluice.proto.history.v1.Events;
import dev.sluice.proto.history.v1.EventsQuery;
import dev.sluice.proto.v1.ChangeEvent;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One watcher of one change. Asks the workflow for events after the cursor, more seldom while
 * nothing happens, and sends no faster than the client reads. A cursor older than the events still
 * kept gets what is kept: the gap shows in the sequence numbers.
 */
final class EventStream {
  private static final int EVENTS_A_QUERY = 100;
  private static final long QUERY_MILLIS = 10_000;
  private static final long SHORTEST_WAIT_MILLIS = 250;
  private static final long LONGEST_WAIT_MILLIS = 1_000;
  private static final int FAILURES_IN_A_ROW = 3;
  private static final int IDLE_ROUNDS_BETWEEN_CHECKS = 3;

  private final WorkflowStub workflow;
  private final ChangeReader reader;
  private final String id;
  private final ServerCallStreamObserver<ChangeEvent> observer;
  private final Semaphore wakes = new Semaphore(0);
  private volatile boolean closing;
  private @Nullable Thread thread;
  private long cursor;
  private long waitMillis = SHORTEST_WAIT_MILLIS;
  private int idleRounds;

  EventStream(
      WorkflowClient client,
      ChangeReader reader,
      String id,
      long after,
      ServerCallStreamObserver<ChangeEvent> observer) {
    this.workflow = client.newUntypedWorkflowStub(id);
    this.reader = reader;
    this.id = id;
    this.cursor = after;
    this.observer = observer;
  }

  void runOn(Thread worker) {
    thread = worker;
    worker.start();
  }

  /** Lets the stream look again: the client reads, or went away. */
  void wake() {
    wakes.release();
  }

  void close() {
    closing = true;
    wake();
  }

  /** Waits until it ended; cuts it when it takes longer, at once if nothing is left to wait. */
  void join(Duration atMost) {
    try {
      if (thread != null && !thread.join(atMost)) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void run() {
    try {
      stream();
      observer.onCompleted();
    } catch (Stopped _) {
      if (!observer.isCancelled()) {
        observer.onError(Failures.goingDown(cursor));
      }
    } catch (Exception e) {
      if (!observer.isCancelled()) {
        observer.onError(TemporalFailures.of(e, ChangeNames.ofId(id)));
      }
    }
  }

  private void stream() throws Exception {
    while (true) {
      Events events = ask();
      for (ChangeEvent event : events.getEventsList()) {
        awaitReady();
        observer.onNext(event);
        cursor = event.getSequence();
      }
      if (events.getEventsCount() > 0) {
        waitMillis = SHORTEST_WAIT_MILLIS;
        idleRounds = 0;
      }
      if (events.getEnded() && events.getEventsCount() < EVENTS_A_QUERY) {
        return;
      }
      if (events.getEventsCount() == 0) {
        idle();
      } else {
        requireGoingOn();
      }
    }
  }

  private Events ask() throws Exception {
    EventsQuery query = EventsQuery.newBuilder().setAfter(cursor).setLimit(EVENTS_A_QUERY).build();
    for (int failures = 1; ; failures++) {
      try {
        return Answer.within(QUERY_MILLIS, () -> workflow.query("events", Events.class, query));
      } catch (WorkflowNotFoundException e) {
        throw Failures.notFound("Change", ChangeNames.ofId(id));
      } catch (RuntimeException e) {
        requireGoingOn();
        if (failures == FAILURES_IN_A_ROW) {
          throw unanswered(e);
        }
        pause(LONGEST_WAIT_MILLIS);
      }
    }
  }

  private StatusRuntimeException unanswered(RuntimeException met) {
    return TemporalFailures.isUnreachable(met)
        ? Failures.temporalUnreachable()
        : Failures.workerSilent(ChangeNames.ofId(id));
  }

  private void idle() throws Exception {
    idleRounds++;
    if (idleRounds % IDLE_ROUNDS_BETWEEN_CHECKS == 0) {
      requireOpen();
    }
    pause(waitMillis);
    waitMillis = Math.min(LONGEST_WAIT_MILLIS, waitMillis * 2);
  }

  /** A workflow that was terminated records no last event. */
  private void requireOpen() {
    WorkflowExecutionDescription now = reader.describe(id);
    if (!ListedChange.isOpen(now)) {
      throw Failures.closedFromOutside(ChangeNames.ofId(id), ListedChange.howClosed(now));
    }
  }

  private void awaitReady() throws InterruptedException {
    requireGoingOn();
    while (!observer.isReady()) {
      // The next wake comes from the client; the limit only guards against a lost one.
      pause(LONGEST_WAIT_MILLIS);
    }
  }

  private void pause(long millis) throws InterruptedException {
    if (wakes.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
      wakes.drainPermits();
    }
    requireGoingOn();
  }

  private void requireGoingOn() {
    if (closing || observer.isCancelled()) {
      throw new Stopped();
    }
  }

  /** Nobody listens any more, or nobody will be served any more. */
  private static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Stopped() {
      super(null, null, false, false);
    }
  }
}
