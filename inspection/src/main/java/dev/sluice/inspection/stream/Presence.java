package dev.sluice.inspection.stream;

import java.nio.ByteBuffer;

/** Which of the newest intervals had a sample, and how many ever had. */
final class Presence {
  private static final double REPORTS = 0.8;
  private static final double REPORTED = 0.5;

  private final boolean[] newest;
  private int newestPresent = -1;
  private int next;
  private int taken;
  private int present;

  Presence(int held) {
    newest = new boolean[held];
  }

  void take(boolean there) {
    newest[next] = there;
    next = next + 1 == newest.length ? 0 : next + 1;
    newestPresent = there ? taken : newestPresent;
    taken++;
    present += there ? 1 : 0;
  }

  /** Intervals so far. */
  int taken() {
    return taken;
  }

  /** How many of them had a sample. */
  int present() {
    return present;
  }

  /** The newest that had one, from 0; -1 where none had. */
  int newestPresent() {
    return newestPresent;
  }

  private int recent() {
    int count = 0;
    for (boolean there : newest) {
      count += there ? 1 : 0;
    }
    return count;
  }

  /** Whether none of the newest intervals had a sample. */
  boolean isAbsent() {
    return taken - 1 - newestPresent >= newest.length;
  }

  /** Whether it did for a while, up to its last sample. */
  boolean reportedSteadily() {
    return present >= MetricPast.FEWEST && present >= REPORTED * (newestPresent + 1);
  }

  /** Whether most of the newest intervals had a sample, and half of all. */
  boolean reports() {
    return recent() >= REPORTS * newest.length && present >= REPORTED * taken;
  }

  /** Bytes of the state. */
  int bytes() {
    return newest.length + 3 * Integer.BYTES;
  }

  void write(ByteBuffer out) {
    for (boolean there : newest) {
      out.put((byte) (there ? 1 : 0));
    }
    out.putInt(taken).putInt(present).putInt(newestPresent);
  }

  void read(ByteBuffer in) {
    for (int i = 0; i < newest.length; i++) {
      newest[i] = in.get() == 1;
    }
    taken = in.getInt();
    next = taken % newest.length;
    present = in.getInt();
    newestPresent = in.getInt();
  }
}
