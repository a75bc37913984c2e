package dev.sluice.activities.fleet.instance;

import dev.sluice.activities.fleet.spec.ServiceSpec;
import dev.sluice.activities.fleet.spec.VersionSpec;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Answers requests as its version would: works, calls others, leaks, and fails at times. */
final class RequestHandler {
  private static final int WORKING_BYTES = 16 << 10;
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private final VersionSpec version;
  private final List<ServiceSpec.Call> calls;
  private final Downstream downstream;
  private final RetainedMemory retained;
  private final long seed;
  private final AtomicLong numbers = new AtomicLong();
  private final AtomicLong held = new AtomicLong();

  RequestHandler(
      VersionSpec version,
      List<ServiceSpec.Call> calls,
      Downstream downstream,
      RetainedMemory retained,
      long seed) {
    this.version = version;
    this.calls = calls;
    this.downstream = downstream;
    this.retained = retained;
    this.seed = seed;
  }

  /** Does the work of one request and returns its HTTP status. */
  int answer() throws InterruptedException {
    // One generator for each request: the draws do not depend on the order of threads.
    var random = new SplittableRandom(seed + GOLDEN * numbers.incrementAndGet());
    byte[] working = new byte[WORKING_BYTES];
    held.addAndGet(working.length);
    try {
      retained.retain(version.leakedBytesPerRequest());
      double millis = version.latency().millis(random.nextGaussian());
      Thread.sleep(Duration.ofNanos((long) (millis * 1e6)));
      if (random.nextDouble() < version.errorRate()) {
        return 500;
      }
      return callOthers();
    } finally {
      held.addAndGet(-working.length);
    }
  }

  /** Bytes that requests in flight hold now. */
  long heldBytes() {
    return held.get();
  }

  private int callOthers() throws InterruptedException {
    for (ServiceSpec.Call call : calls) {
      if (downstream.call(call.service()) >= 500 && call.required()) {
        return 502;
      }
    }
    return 200;
  }
}
