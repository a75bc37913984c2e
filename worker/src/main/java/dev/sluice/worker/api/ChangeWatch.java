package dev.sluice.worker.api;

import dev.sluice.proto.v1.ChangeEvent;
import io.grpc.Context;
import io.grpc.stub.ServerCallStreamObserver;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Streams of changes' events, each on a virtual thread of its own. Bounded in number; ended with
 * UNAVAILABLE when the server goes down, so that a client comes back with its cursor.
 */
final class ChangeWatch implements AutoCloseable {
  static final int MAX_STREAMS = 1_000;
  private static final Duration ENDS_WITHIN = Duration.ofSeconds(2);

  private final WorkflowClient client;
  private final ChangeReader reader;
  private final InstantSource clock;
  private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();
  private volatile boolean closing;

  ChangeWatch(WorkflowClient client, ChangeReader reader, InstantSource clock) {
    this.client = client;
    this.reader = reader;
    this.clock = clock;
  }

  void begin(String id, long after, ServerCallStreamObserver<ChangeEvent> observer) {
    if (closing || streams.size() >= MAX_STREAMS) {
      observer.onError(
          closing
              ? Failures.goingDown(after)
              : Failures.overloaded("too many watches on this server: try another or wait"));
      return;
    }
    EventStream stream = new EventStream(client, reader, id, after, observer);
    observer.setOnReadyHandler(stream::wake);
    observer.setOnCancelHandler(stream::wake);
    streams.add(stream);
    Runnable work =
        Context.current()
            .wrap(() -> {
              try {
                stream.run();
              } finally {
                streams.remove(stream);
              }
            });
    stream.runOn(Thread.ofVirtual().name("watch-" + id).unstarted(work));
    if (closing) {
      stream.close();
    }
  }

  /** Ends every stream, and waits a little until their callers were told. */
  @Override
  public void close() {
    closing = true;
    streams.forEach(EventStream::close);
    Instant deadline = clock.instant().plus(ENDS_WITHIN);
    for (EventStream stream : streams) {
      stream.join(Duration.between(clock.instant(), deadline));
    }
  }
}
