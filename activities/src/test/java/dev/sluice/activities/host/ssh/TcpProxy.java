package dev.sluice.activities.host.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Stands between a client and a server on loopback; cuts connections and holds back answers. */
final class TcpProxy implements AutoCloseable {
  private final ServerSocket entrance;
  private final InetSocketAddress server;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final AtomicLong cutAfter = new AtomicLong(Long.MAX_VALUE);
  private volatile long delayMillis;

  TcpProxy(InetSocketAddress server) throws IOException {
    this.server = server;
    this.entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread _ = Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return entrance.getLocalPort();
  }

  /** Cuts all connections once so many more bytes went to the server. */
  void cutAfter(long bytes) {
    cutAfter.set(bytes);
  }

  void delayAnswers(long millis) {
    delayMillis = millis;
  }

  void cut() {
    sockets.forEach(TcpProxy::close);
    sockets.clear();
  }

  private void accept() {
    while (!entrance.isClosed()) {
      try {
        Socket client = entrance.accept();
        Socket there = new Socket(server.getAddress(), server.getPort());
        sockets.add(client);
        sockets.add(there);
        Thread _ = Thread.ofVirtual().start(() -> pump(client, there, true));
        Thread _ = Thread.ofVirtual().start(() -> pump(there, client, false));
      } catch (IOException _) {
        // The client sees a connection that is refused or ends.
      }
    }
  }

  private void pump(Socket from, Socket to, boolean questions) {
    try (InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      byte[] buffer = new byte[8_192];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        if (questions && cutAfter.addAndGet(-read) <= 0) {
          cutAfter.set(Long.MAX_VALUE);
          cut();
          return;
        }
        if (!questions && delayMillis > 0) {
          Thread.sleep(delayMillis);
        }
        out.write(buffer, 0, read);
      }
    } catch (IOException _) {
      // One end is closed, so the other is.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      close(from);
      close(to);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException _) {
      // It is over either way.
    }
  }

  @Override
  public void close() throws IOException {
    entrance.close();
    cut();
  }
}
