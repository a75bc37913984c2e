package dev.sluice.activities.ledger;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which entries are read.
 *
 * @param from the earliest time; null from the beginning
 * @param until times before this; null to the end
 * @param change the change they are about; empty for all
 * @param kinds kinds of rows as they are stored; empty for all
 * @param evidence whether verdicts come with their evidence, which is most of what there is to read
 */
public record Selection(
    @Nullable Instant from,
    @Nullable Instant until,
    String change,
    Set<String> kinds,
    boolean evidence) {
  /** The whole ledger. */
  public static final Selection ALL = new Selection(null, null, "", Set.of(), true);

  public Selection {
    kinds = Set.copyOf(kinds);
  }

  /** All since then. */
  public static Selection since(Instant from) {
    return new Selection(from, null, "", Set.of(), true);
  }

  /** All about one change. */
  public static Selection of(String change) {
    return new Selection(null, null, change, Set.of(), true);
  }

  /** The same, but verdicts come without their evidence. */
  public Selection withoutEvidence() {
    return new Selection(from, until, change, kinds, false);
  }
}
