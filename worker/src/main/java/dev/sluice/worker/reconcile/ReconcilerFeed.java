package dev.sluice.worker.reconcile;

import dev.sluice.proto.history.v1.ReconcilerPace;
import dev.sluice.workflows.wire.TimeWire;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the reconciler how often to look when this worker begins, and starts it again where it was
 * ended. Every worker does: the one that begins last is heard.
 */
public final class ReconcilerFeed implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ReconcilerFeed.class);
  private static final int SECONDS_BETWEEN = 60;
  private static final int SECONDS_AFTER_TROUBLE = 5;

  private final ReconcilerPace pace;
  private final ReconcilerDesk desk;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("sluice-reconciler").factory());
  private boolean told;

  private ReconcilerFeed(ReconcilerPace pace, ReconcilerDesk desk) {
    this.pace = pace;
    this.desk = desk;
  }

  /**
   * @param every time between two looks; zero for none
   * @param notifies whether there is anybody to tell
   */
  public static ReconcilerFeed start(Duration every, boolean notifies, WorkflowClient client) {
    ReconcilerPace pace =
        ReconcilerPace.newBuilder().setEvery(TimeWire.toProto(every)).setNotifies(notifies).build();
    ReconcilerFeed feed = new ReconcilerFeed(pace, new ReconcilerDesk(client));
    feed.after(0);
    return feed;
  }

  private void after(int seconds) {
    if (!clock.isShutdown()) {
      // Nobody waits for it: what goes wrong is logged, and tried again.
      var _ = clock.schedule(this::tell, seconds, TimeUnit.SECONDS);
    }
  }

  private void tell() {
    try {
      if (TimeWire.toDomain(pace.getEvery()).isZero()) {
        desk.end();
        LOG.info("Nobody looks for changes that nobody registered: reconcile.every is 0");
        return;
      }
      if (told) {
        desk.keep(pace);
      } else {
        desk.pace(pace);
        told = true;
      }
      after(SECONDS_BETWEEN);
    } catch (RuntimeException e) {
      LOG.warn("The reconciler could not be told how often to look: {}", e.toString());
      after(SECONDS_AFTER_TROUBLE);
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
