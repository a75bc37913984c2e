package dev.sluice.activities.release.kubernetes;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Stands between a client and its server, and cuts, slows or swallows what goes over it. */
final class CutProxy implements AutoCloseable {
  private final ServerSocket socket;
  private final int serverPort;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Set<Socket> silent = ConcurrentHashMap.newKeySet();
  private volatile boolean cut;
  private volatile Duration delay = Duration.ZERO;

  CutProxy(int port, int serverPort) throws IOException {
    this.serverPort = serverPort;
    socket = new ServerSocket();
    socket.setReuseAddress(true);
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    Thread.ofVirtual().start(this::accept);
  }

  /** Cuts every connection, and those that come, until it is mended. */
  void cut() {
    cut = true;
    open.forEach(CutProxy::close);
  }

  void mend() {
    cut = false;
  }

  /** Connections that are open stay so, and nothing goes over them any more. */
  void silence() {
    silent.addAll(open);
  }

  /** Every piece of an answer comes that much later. */
  void slow(Duration by) {
    delay = by;
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        if (cut) {
          close(client);
          continue;
        }
        Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
        open.add(client);
        open.add(server);
        Thread.ofVirtual().start(() -> copy(client, server, false));
        Thread.ofVirtual().start(() -> copy(server, client, true));
      } catch (IOException e) {
        // The next client is asked; a closed socket ends the loop.
      }
    }
  }

  private void copy(Socket from, Socket to, boolean slow) {
    byte[] buffer = new byte[16_384];
    try (InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        if (slow && delay.isPositive()) {
          Thread.sleep(delay);
        }
        if (!silent.contains(from)) {
          out.write(buffer, 0, count);
          out.flush();
        }
      }
    } catch (IOException | InterruptedException e) {
      // Either end may have gone; so goes the other.
    } finally {
      close(from);
      close(to);
      open.remove(from);
      open.remove(to);
      silent.remove(from);
      silent.remove(to);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is gone either way.
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
    cut();
  }
}
