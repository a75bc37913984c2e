package dev.sluice.activities.subdomain.remote;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A connection to a server of this machine that can be cut, or answer nothing. */
final class CuttingProxy implements AutoCloseable {
  private final ServerSocket listening;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile int to;
  private volatile boolean silent;
  private volatile boolean closed;

  CuttingProxy(int to) throws IOException {
    this.to = to;
    listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  /** Where new connections lead to. */
  void leadTo(int port) {
    to = port;
  }

  /** Ends every connection; new ones are taken. */
  void cut() {
    open.forEach(CuttingProxy::closeQuietly);
  }

  /** From now on nothing is passed on, in open connections neither; new ones work. */
  void fallSilent() {
    silent = true;
  }

  private void accept() {
    while (!closed) {
      try {
        Socket client = listening.accept();
        open.add(client);
        silent = false;
        connect(client);
      } catch (IOException e) {
        // It was closed.
      }
    }
  }

  private void connect(Socket client) {
    try {
      Socket server = new Socket(InetAddress.getLoopbackAddress(), to);
      open.add(server);
      boolean[] dead = {false};
      Thread.ofVirtual().start(() -> pass(client, server, dead));
      Thread.ofVirtual().start(() -> pass(server, client, dead));
    } catch (IOException e) {
      // Nobody listens behind it.
      closeQuietly(client);
    }
  }

  private void pass(Socket from, Socket into, boolean[] dead) {
    byte[] bytes = new byte[8_192];
    try (from;
        into) {
      InputStream in = from.getInputStream();
      OutputStream out = into.getOutputStream();
      for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
        dead[0] |= silent;
        if (!dead[0]) {
          out.write(bytes, 0, count);
        }
      }
    } catch (IOException e) {
      // It was cut.
    } finally {
      open.remove(from);
      open.remove(into);
    }
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    listening.close();
    cut();
  }
}
