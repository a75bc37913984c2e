package dev.sluice.cli.client;

import dev.sluice.proto.v1.Change;
import dev.sluice.proto.v1.ChangeEvent;
import dev.sluice.proto.v1.GetChangeRequest;
import dev.sluice.proto.v1.Outcome;
import dev.sluice.proto.v1.WatchChangeRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Follows a change's events to its end, over lost connections, without a gap and without a
 * repetition.
 */
public final class Watch {
  /** Connections tried in a row without a single event, before the watch is given up. */
  public static final int MOST_ATTEMPTS = 40;

  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
  private static final int MOST_DOUBLINGS = 5;

  private final Api api;
  private final Pause pause;
  private final String name;
  private long cursor;

  /**
   * @param name changes/{change}
   * @param after the last sequence already seen; 0 to begin at the first event
   */
  public Watch(Api api, Pause pause, String name, long after) {
    this.api = api;
    this.pause = pause;
    this.name = name;
    cursor = after;
  }

  /** What is told to whoever watches. */
  public interface Observer {
    void happened(ChangeEvent event);

    /** The connection is gone; the next one is tried after the pause. */
    void lost(Duration next);
  }

  /** Blocks until the change has ended, and says how. */
  public Outcome follow(Observer observer) throws InterruptedException {
    int attempt = 0;
    while (true) {
      long before = cursor;
      @Nullable StatusRuntimeException failure = null;
      try {
        Outcome outcome = untilTheStreamEnds(observer);
        if (outcome != Outcome.OUTCOME_UNSPECIFIED) {
          return outcome;
        }
      } catch (StatusRuntimeException gone) {
        if (gone.getStatus().getCode() != Status.Code.UNAVAILABLE) {
          throw gone;
        }
        failure = gone;
      }
      attempt = cursor > before ? 1 : attempt + 1;
      if (attempt >= MOST_ATTEMPTS) {
        throw givenUp(failure);
      }
      Duration next = pauseAfter(attempt);
      if (failure != null) {
        observer.lost(next);
      }
      pause.pause(next);
    }
  }

  private Outcome untilTheStreamEnds(Observer observer) {
    WatchChangeRequest request =
        WatchChangeRequest.newBuilder().setName(name).setAfter(cursor).build();
    Iterator<ChangeEvent> events = api.streams().watchChange(request);
    while (events.hasNext()) {
      ChangeEvent event = events.next();
      if (event.getSequence() <= cursor) {
        continue;
      }
      cursor = event.getSequence();
      observer.happened(event);
      if (event.getOutcome() != Outcome.OUTCOME_UNSPECIFIED) {
        return event.getOutcome();
      }
    }
    // No event may be left to say it, when the cursor already stood at the end.
    Change change = api.changes().getChange(GetChangeRequest.newBuilder().setName(name).build());
    return change.getLastEvent() <= cursor ? change.getOutcome() : Outcome.OUTCOME_UNSPECIFIED;
  }

  private static Duration pauseAfter(int attempt) {
    Duration longer = FIRST_PAUSE.multipliedBy(1L << Math.min(attempt - 1, MOST_DOUBLINGS));
    return longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
  }

  private StatusRuntimeException givenUp(@Nullable StatusRuntimeException last) {
    return Status.UNAVAILABLE
        .withDescription(
            "the watch of %s was lost after event %d and %d attempts to go on"
                .formatted(name, cursor, MOST_ATTEMPTS))
        .withCause(last)
        .asRuntimeException();
  }
}
