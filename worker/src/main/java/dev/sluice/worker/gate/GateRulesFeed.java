package dev.sluice.worker.gate;

import dev.sluice.domain.gate.GateRules;
import dev.sluice.workflows.wire.GateWire;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that the gate runs, and tells it which caps and freezes hold, whenever they changed.
 * Every worker does; the same rules twice change nothing.
 */
public final class GateRulesFeed implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GateRulesFeed.class);
  private static final int SECONDS_BETWEEN = 5;

  private final Supplier<GateRules> rules;
  private final GateDesk desk;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("sluice-gate-rules").factory());
  private @Nullable GateRules told;

  private GateRulesFeed(Supplier<GateRules> rules, GateDesk desk) {
    this.rules = rules;
    this.desk = desk;
  }

  /**
   * @param rules what holds now
   */
  public static GateRulesFeed start(Supplier<GateRules> rules, GateDesk desk) {
    GateRulesFeed feed = new GateRulesFeed(rules, desk);
    feed.begin();
    return feed;
  }

  private void begin() {
    // Nobody waits for it: what goes wrong is logged, and tried again.
    var _ = clock.scheduleWithFixedDelay(this::tell, 0, SECONDS_BETWEEN, TimeUnit.SECONDS);
  }

  /** What can't be told now is told the next time. */
  private void tell() {
    try {
      // Who is inside waits for its word, also where nobody asks.
      desk.open();
      GateRules now = rules.get();
      if (told == null) {
        // What an earlier worker told may hold no more.
        told = GateWire.toDomain(desk.describe()).rules();
      }
      if (!now.equals(told)) {
        desk.rule(GateWire.toProto(now));
        told = now;
        LOG.info("The gate knows {} freeze windows and the caps", now.freezes().size());
      }
    } catch (RuntimeException e) {
      LOG.warn("The gate could not be told what holds now: {}", e.toString());
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
