package dev.sluice.activities.traffic;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A TCP connection through which calls can be cut, or held up for a while. */
public final class Wire implements AutoCloseable {
  private final ServerSocket server;
  private final InetSocketAddress to;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  private volatile boolean cut;
  private volatile long delayMillis;

  /**
   * @param port where it listens
   */
  public Wire(int port, InetSocketAddress to) throws IOException {
    this.to = to;
    this.server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  /** Ends what is open, and refuses what comes. */
  public void cut() throws IOException {
    cut = true;
    for (Socket socket : open) {
      socket.close();
    }
  }

  public void mend() {
    cut = false;
    delayMillis = 0;
  }

  /** Holds up every answer. */
  public void delay(long millis) {
    delayMillis = millis;
  }

  private void accept() {
    try {
      while (true) {
        Socket near = server.accept();
        if (cut) {
          near.close();
          continue;
        }
        connect(near);
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void connect(Socket near) throws IOException {
    try {
      Socket far = new Socket(to.getAddress(), to.getPort());
      open.add(near);
      open.add(far);
      Thread.ofVirtual().start(() -> pump(near, far, false));
      Thread.ofVirtual().start(() -> pump(far, near, true));
    } catch (IOException e) {
      // Nobody is there: that is what the near side is to see.
      near.close();
    }
  }

  private void pump(Socket from, Socket into, boolean answers) {
    byte[] buffer = new byte[8_192];
    try (from;
        into) {
      InputStream in = from.getInputStream();
      OutputStream out = into.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        if (answers && delayMillis > 0) {
          Thread.sleep(delayMillis);
        }
        out.write(buffer, 0, read);
      }
    } catch (IOException | InterruptedException e) {
      // Cut.
    } finally {
      open.remove(from);
      open.remove(into);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    cut();
  }
}
