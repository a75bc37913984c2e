package dev.sluice.domain.reconcile;

import dev.sluice.domain.ledger.ChangeKind;
import dev.sluice.domain.ledger.Ended;
import dev.sluice.domain.ledger.Entry;
import dev.sluice.domain.ledger.Judged;
import dev.sluice.domain.ledger.Registered;
import dev.sluice.domain.ledger.Released;
import dev.sluice.domain.ledger.Woken;
import dev.sluice.domain.rollout.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The end of a change whose workflow was ended from outside, so that it could not write one itself.
 * Everything it left behind stays as it is: nobody took it back.
 */
public final class CutOff {
  private CutOff() {}

  /**
   * Whether a change was registered that has no end yet.
   *
   * @param entries all that the ledger holds of it
   */
  public static boolean isMissing(List<Entry> entries) {
    return registered(entries) != null
        && entries.stream().noneMatch(entry -> entry.content() instanceof Ended);
  }

  /**
   * The entry that is missing; empty where none is. The same for the same entries.
   *
   * @param entries all that the ledger holds of it, in their order
   * @param how how its workflow was ended, in words
   * @param at when
   */
  public static Optional<Entry> end(List<Entry> entries, String how, Instant at) {
    Entry begin = registered(entries);
    if (begin == null || !isMissing(entries)) {
      return Optional.empty();
    }
    Duration waiting = Duration.ZERO;
    Duration baking = Duration.ZERO;
    boolean full = false;
    for (Entry entry : entries) {
      if (entry.content() instanceof Released released) {
        waiting = waiting.plus(released.after());
      } else if (entry.content() instanceof Woken woken) {
        waiting = waiting.plus(woken.after());
      } else if (entry.content() instanceof Judged judged) {
        // The last watch holds nothing up, and begins when all are changed.
        full |= judged.batch() == 0;
        baking = judged.batch() == 0 ? baking : baking.plus(judged.baked());
      }
    }
    Duration total = Duration.between(begin.time(), at);
    Ended ended =
        new Ended(
            Outcome.STOPPED,
            0,
            full,
            waiting,
            baking,
            total.isNegative() ? Duration.ZERO : total,
            how);
    return Optional.of(new Entry(begin.change() + "/cut-off", at, begin.change(), ended));
  }

  private static @Nullable Entry registered(List<Entry> entries) {
    return entries.stream()
        .filter(entry ->
            entry.content() instanceof Registered begun && begun.kind() != ChangeKind.UNREGISTERED)
        .findFirst()
        .orElse(null);
  }
}
