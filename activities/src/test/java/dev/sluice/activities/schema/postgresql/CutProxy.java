package dev.sluice.activities.schema.postgresql;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Lies between a client and a server; can be slow, and can cut what goes through it. */
final class CutProxy implements AutoCloseable {
  private final ServerSocket listening;
  private final int server;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile long delayMillis;

  CutProxy(int port, int server) throws IOException {
    this.listening = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    this.server = server;
    Thread.ofVirtual().start(this::accept);
  }

  void delay(long millis) {
    delayMillis = millis;
  }

  /** Ends all connections as a broken network would. */
  void cut() throws IOException {
    for (Socket socket : sockets) {
      try (socket) {
        socket.setSoLinger(true, 0);
      } catch (SocketException e) {
        // It had ended before.
      }
    }
    sockets.clear();
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket client = listening.accept();
        Socket behind = new Socket(InetAddress.getLoopbackAddress(), server);
        sockets.add(client);
        sockets.add(behind);
        Thread.ofVirtual().start(() -> copy(client, behind));
        Thread.ofVirtual().start(() -> copy(behind, client));
      } catch (IOException e) {
        // Closed, or the server is away: the client notices.
      }
    }
  }

  private void copy(Socket from, Socket to) {
    byte[] buffer = new byte[8_192];
    try (from;
        to;
        InputStream in = from.getInputStream()) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        Thread.sleep(delayMillis);
        to.getOutputStream().write(buffer, 0, count);
      }
    } catch (IOException | InterruptedException e) {
      // One side is gone, and so is the other.
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    cut();
  }
}
