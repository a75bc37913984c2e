package dev.sluice.activities.host.ssh;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.client.session.forward.ExplicitPortForwardingTracker;
import org.jspecify.annotations.Nullable;

/** A connection to a host, and the way to it through a bastion. */
final class Connection {
  /** Fewer than the 10 that an OpenSSH server grants by default. */
  private static final int MOST_CHANNELS = 6;

  private final ClientSession session;
  private final @Nullable ExplicitPortForwardingTracker way;
  private final Semaphore channels = new Semaphore(MOST_CHANNELS, true);

  /**
   * @param way leads through a bastion; null for a direct connection
   */
  Connection(ClientSession session, @Nullable ExplicitPortForwardingTracker way) {
    this.session = session;
    this.way = way;
  }

  ClientSession session() {
    return session;
  }

  boolean isOpen() {
    return session.isOpen() && session.isAuthenticated();
  }

  /** Waits for one of the channels. */
  void enter(Duration within) throws TimeoutException, InterruptedException {
    if (!channels.tryAcquire(within.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new TimeoutException("all channels of a connection are busy");
    }
  }

  void leave() {
    channels.release();
  }

  void close() {
    session.close(true);
    if (way != null) {
      try {
        way.close();
      } catch (IOException _) {
        // The bastion's connection is over, and the way with it.
      }
    }
  }
}
