package dev.sluice.worker.temporal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Finds ports that nobody on this machine listens on. */
final class FreePorts {
  /** The port asked for; if none is, the preferred one when free, else any. */
  static int choose(int asked, int preferred) {
    if (asked != 0) {
      return asked;
    }
    try {
      return probe(preferred);
    } catch (IOException e) {
      return any();
    }
  }

  private static int any() {
    try {
      return probe(0);
    } catch (IOException e) {
      throw new TemporalUnavailableException("no free port on 127.0.0.1: " + e.getMessage(), e);
    }
  }

  private static int probe(int port) throws IOException {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private FreePorts() {}
}
