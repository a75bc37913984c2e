package dev.sluice.activities.fleet.pool;

import dev.sluice.activities.fleet.http.LoopbackCalls;
import dev.sluice.activities.fleet.instance.Downstream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends requests to the open, healthy instances of a service, one after the other. */
public final class Router implements Downstream {
  private final Pool pool;
  private final Duration timeout;
  private final Map<String, AtomicInteger> turns = new ConcurrentHashMap<>();

  public Router(Pool pool, Duration timeout) {
    this.pool = pool;
    this.timeout = timeout;
  }

  @Override
  public int call(String service) throws InterruptedException {
    List<Slot> slots = pool.of(service);
    int turn = turns.computeIfAbsent(service, _ -> new AtomicInteger()).getAndIncrement();
    for (int i = 0; i < slots.size(); i++) {
      Slot slot = slots.get(Math.floorMod(turn + i, slots.size()));
      Optional<URI> address = slot.acquire();
      if (address.isPresent()) {
        try {
          return send(address.get());
        } finally {
          slot.release();
        }
      }
    }
    return 503;
  }

  private int send(URI address) throws InterruptedException {
    try {
      return LoopbackCalls.get(address, timeout).status();
    } catch (SocketTimeoutException e) {
      return 504;
    } catch (IOException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException("The call was given up");
      }
      return 502;
    }
  }
}
