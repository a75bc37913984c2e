package dev.sluice.activities.host.ssh;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Takes what a host prints; what is too much is dropped. Thread-safe. */
final class BoundedOutput extends OutputStream {
  private final int most;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  BoundedOutput(int most) {
    this.most = most;
  }

  @Override
  public synchronized void write(int value) {
    if (bytes.size() < most) {
      bytes.write(value);
    }
  }

  @Override
  public synchronized void write(byte[] values, int offset, int length) {
    bytes.write(values, offset, Math.min(length, most - bytes.size()));
  }

  synchronized String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** The first 200 characters as one line. */
  String line() {
    String line = text().replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    return line.length() <= 200 ? line : line.substring(0, 200) + "…";
  }
}
