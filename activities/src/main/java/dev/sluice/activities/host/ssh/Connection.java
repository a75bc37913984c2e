package dev.sluice.activities.host.ssh;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.sshd.client.channel.ChannelExec;
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

  /**
   * A channel for a command, not open yet; waits while all are busy.
   *
   * @throws IOException also when the connection is just being closed, of which the library says
   *     that its state is illegal
   */
  ChannelExec channel(String command, Duration within)
      throws IOException, TimeoutException, InterruptedException {
    if (!channels.tryAcquire(within.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new TimeoutException("all channels of a connection are busy");
    }
    boolean made = false;
    try {
      ChannelExec channel = session.createExecChannel(command);
      channel.addCloseFutureListener(_ -> channels.release());
      made = true;
      return channel;
    } catch (IllegalStateException e) {
      throw new IOException("it is being closed", e);
    } finally {
      if (!made) {
        channels.release();
      }
    }
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
