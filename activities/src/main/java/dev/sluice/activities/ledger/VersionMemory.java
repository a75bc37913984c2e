package dev.sluice.activities.ledger;

import dev.sluice.domain.ledger.Entry;
import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.domain.reconcile.Memory;
import dev.sluice.domain.reconcile.Place;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What targets ran when they were last looked at, kept beside the ledger: what is found and what is
 * remembered are written together or not at all, so that each is told exactly once. Throws as the
 * {@link Ledger} does. Thread-safe.
 */
public final class VersionMemory {
  private final Ledger ledger;

  public VersionMemory(Ledger ledger) {
    this.ledger = ledger;
  }

  /** All that is remembered of a sub-domain. */
  public Map<Place, Memory> of(String subDomain) {
    return ledger.withHandle(handle -> SeenRows.read(handle, subDomain));
  }

  /**
   * Remembers what a look saw, and records what it found.
   *
   * @param before what it compared with, by place
   * @param after what is to be remembered of the same places; empty memories are forgotten
   * @param found for the ledger
   * @throws ProblemException for the operator, when more was found than is told at a time; passing,
   *     when another look was written meanwhile: compare again
   */
  public void write(
      String subDomain, Map<Place, Memory> before, Map<Place, Memory> after, List<Entry> found) {
    if (found.size() > Ledger.MOST_APPENDED) {
      throw new ProblemException(
          new Problem.ForOperator(
              "TOO_MUCH_CHANGED",
              "%d versions of %s changed with no change of theirs, more than the %d that are told at a time: look at its list of targets"
                  .formatted(found.size(), subDomain, Ledger.MOST_APPENDED)));
    }
    ledger.appending(handle -> {
      Map<Place, Instant> lookedAt = SeenRows.lookedAt(handle, subDomain);
      Map<Place, Instant> compared = new LinkedHashMap<>();
      before.forEach((place, memory) -> compared.put(place, memory.lookedAt()));
      if (!lookedAt.equals(compared)) {
        throw new ProblemException(
            new Problem.Passing(
                "LOOKED_MEANWHILE", "another look at %s was written first".formatted(subDomain)));
      }
      SeenRows.write(handle, before, after);
      return found;
    });
  }
}
