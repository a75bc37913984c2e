package dev.sluice.activities.configuration.etcd;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Passes bytes on to a server, late or not at all if so told. */
final class Relay implements AutoCloseable {
  private final int to;
  private final ServerSocket listener;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile Duration delay = Duration.ZERO;
  private volatile boolean cut;

  Relay(int to) {
    this.to = to;
    try {
      listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort());
  }

  /** Every byte waits this long on its way to the server. */
  void delay(Duration time) {
    delay = time;
  }

  /** Ends all connections, and each new one at once. */
  void cut() {
    cut = true;
    open.forEach(Relay::end);
  }

  void mend() {
    cut = false;
  }

  @Override
  public void close() {
    cut();
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket near = listener.accept();
        if (cut) {
          end(near);
        } else {
          Socket far = new Socket(InetAddress.getLoopbackAddress(), to);
          open.add(near);
          open.add(far);
          Thread.ofVirtual().start(() -> pass(near, far, true));
          Thread.ofVirtual().start(() -> pass(far, near, false));
        }
      } catch (IOException _) {
        // The listener was closed, or the server is down: the next connection shows it.
      }
    }
  }

  private void pass(Socket from, Socket into, boolean slow) {
    byte[] bytes = new byte[8_192];
    try (from;
        into) {
      for (int read = from.getInputStream().read(bytes);
          read >= 0;
          read = from.getInputStream().read(bytes)) {
        if (slow && delay.isPositive()) {
          Thread.sleep(delay);
        }
        into.getOutputStream().write(bytes, 0, read);
      }
    } catch (IOException | InterruptedException _) {
      // Either side has gone: the other is closed with it.
    }
    open.remove(from);
    open.remove(into);
  }

  private static void end(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
