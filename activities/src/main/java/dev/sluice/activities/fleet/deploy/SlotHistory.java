package dev.sluice.activities.fleet.deploy;

import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** What orders did to one slot, and whose turn it is. It forgets the oldest keys and changes. */
final class SlotHistory {
  private static final int KEPT_KEYS = 1_000;
  private static final int KEPT_CHANGES = 200;

  private final ReentrantLock turn = new ReentrantLock(true);
  private final Map<String, Long> fences = bounded(KEPT_KEYS);
  private final Map<String, Boolean> done = bounded(KEPT_KEYS);
  private final Map<String, Before> before = bounded(KEPT_CHANGES);
  private String changedBy = "";
  private String changing = "";
  private long replacements;

  boolean takeTurn(String change, Duration within) throws InterruptedException {
    if (!turn.tryLock(within.toNanos(), TimeUnit.NANOSECONDS)) {
      return false;
    }
    note(change);
    return true;
  }

  void endTurn() {
    note("");
    turn.unlock();
  }

  /** Notes an attempt, and refuses it when a later one was seen. */
  synchronized void see(DeployOrder order) {
    long latest = fences.merge(order.scopedKey(), order.fence(), Math::max);
    if (order.fence() < latest) {
      throw new ProblemException(
          new Problem.ForOperator(
              "STALE_ATTEMPT",
              "Attempt %d on %s is refused, attempt %d of the same order was seen; let the newer one end"
                  .formatted(order.fence(), order.instance(), latest)));
    }
  }

  synchronized boolean isDone(DeployOrder order) {
    return done.containsKey(order.scopedKey());
  }

  synchronized void finish(DeployOrder order) {
    done.put(order.scopedKey(), true);
  }

  /** Notes that a change is about to touch the slot, and what it ran when it first did. */
  synchronized void touch(String change, String version) {
    before.putIfAbsent(change, new Before(version, changedBy));
    changedBy = change;
  }

  synchronized Optional<String> versionBefore(String change) {
    return Optional.ofNullable(before.get(change)).map(Before::version);
  }

  /** Notes that a change's touch is undone: the slot is again whose it was before. */
  synchronized void untouch(String change) {
    Before undone = before.remove(change);
    if (undone != null) {
      changedBy = undone.changedBy();
    }
  }

  synchronized void countReplacement() {
    replacements++;
  }

  synchronized long replacements() {
    return replacements;
  }

  synchronized String changedBy() {
    return changedBy;
  }

  /** The change at work right now, empty for none. */
  synchronized String changing() {
    return changing;
  }

  private synchronized void note(String change) {
    changing = change;
  }

  /** What a slot ran, and by whose change, before another change first touched it. */
  private record Before(String version, String changedBy) {}

  private static <V> Map<String, V> bounded(int kept) {
    return new LinkedHashMap<>() {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
        return size() > kept;
      }
    };
  }
}
