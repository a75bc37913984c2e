package dev.sluice.activities.fleet.instance;

import java.util.ArrayList;
import java.util.List;

/** The memory that one instance leaks: really allocated, never let go, up to a cap. */
final class RetainedMemory {
  private final long capBytes;
  private final List<byte[]> retained = new ArrayList<>();
  private long bytes;

  RetainedMemory(long capBytes) {
    this.capBytes = capBytes;
  }

  synchronized void retain(int more) {
    if (more > 0 && bytes + more <= capBytes) {
      retained.add(new byte[more]);
      bytes += more;
    }
  }

  synchronized long bytes() {
    return bytes;
  }

  synchronized void release() {
    retained.clear();
    bytes = 0;
  }
}
