package dev.sluice.activities.batch;

import dev.sluice.domain.rollout.Words;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Targets that take longer to arrive than one look, with what each waits for. Thread-safe. */
final class Underway {
  private record Late(Instant since, String words) {}

  private final Map<String, Late> late = new LinkedHashMap<>();

  /**
   * A target was looked at, and was not there.
   *
   * @param since when its order was given
   * @param words what it waits for
   */
  synchronized void notThere(String target, Instant since, String words) {
    late.put(target, new Late(since, words));
  }

  /** A target is there, or is not waited for any more. */
  synchronized void over(String target) {
    late.remove(target);
  }

  /** How many are late and what the first of them waits for; empty for none. */
  synchronized String words() {
    return late.entrySet().stream()
        .findFirst()
        .map(first ->
            "%s not there yet: %s since %s: %s"
                .formatted(
                    Words.count(late.size(), "target"),
                    first.getKey(),
                    first.getValue().since(),
                    first.getValue().words()))
        .orElse("");
  }
}
