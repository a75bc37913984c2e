package dev.sluice.activities.traffic;

import dev.sluice.activities.subdomain.OrderJournal;
import dev.sluice.domain.subdomain.TargetOrder;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a proxy was told last about a route, as it is kept with the order book.
 *
 * @param key of the order
 * @param from what it went by before
 * @param wanted what it was told
 * @param complete whether it said that it goes by all of it
 * @param run which life of the proxy said so
 * @param counts requests by backend when it had said so, or when watching began anew
 */
record Written(
    String key,
    Settings from,
    Settings wanted,
    boolean complete,
    Run run,
    Map<String, Long> counts) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  Written {
    counts = Map.copyOf(counts);
  }

  static Written ordered(String key, Settings from, Settings wanted) {
    return new Written(key, from, wanted, false, Run.UNKNOWN, Map.of());
  }

  Written completed(Run now, Map<String, Long> countsNow) {
    return new Written(key, from, wanted, true, now, countsNow);
  }

  Written begunAgain() {
    return new Written(key, from, wanted, false, run, counts);
  }

  /** The same for a proxy that forgot it. */
  Written anew(TargetOrder order, Reading now) {
    return ordered(order.key(), now.now(), wanted);
  }

  String text() {
    return JSON.writeValueAsString(this);
  }

  /** What the journal has of a target; null when it was never told anything. */
  static @Nullable Written of(String target, OrderJournal.Entry entry) {
    if (entry.note().isEmpty()) {
      return null;
    }
    try {
      return JSON.readValue(entry.note(), Written.class);
    } catch (JacksonException e) {
      throw TrafficProblems.operator(
          "BROKEN_ORDER_BOOK",
          "what the journal says of %s can't be read; restore its file, or remove it if no change is under way"
              .formatted(target));
    }
  }
}
