package dev.sluice.activities.batch;

import dev.sluice.proto.history.v1.BatchCheckpoint;
import dev.sluice.proto.history.v1.BatchEffect;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Hands out the targets of a batch in the order of work and keeps account of them. Thread-safe.
 *
 * <p>The account is a name up to which all is done and the few names done beyond it. A slow target
 * can't make it long: no more targets are handed out than fit the window.
 */
final class BatchProgress {
  private final List<String> pending;
  private final int window;
  private final int mostFailures;
  private final InstantSource clock;
  private final BatchTally tally;
  private final TreeSet<String> doneBeyond;
  private String doneTo;
  private int next;
  private int floor;
  private int inHand;

  /**
   * @param targets the batch's targets now, in any order
   * @param earlier where an earlier attempt was; the default instance for none
   * @param window most targets handed out, or done, beyond the last of which all before are done
   * @param mostFailures after so many no more are handed out
   */
  BatchProgress(
      List<String> targets,
      Comparator<String> order,
      BatchCheckpoint earlier,
      int window,
      int mostFailures,
      InstantSource clock) {
    this.window = window;
    this.mostFailures = mostFailures;
    this.clock = clock;
    this.tally = new BatchTally(earlier.getEffect());
    this.doneTo = earlier.getDoneTo();
    this.doneBeyond = new TreeSet<>(order);
    doneBeyond.addAll(earlier.getDoneBeyondList());
    this.pending =
        targets.stream()
            .filter(name -> doneTo.isEmpty() || order.compare(name, doneTo) > 0)
            .filter(name -> !doneBeyond.contains(name))
            .sorted(order)
            .toList();
  }

  /**
   * Waits until a target may be begun.
   *
   * @return null when there is none left, or too many have failed
   */
  synchronized @Nullable String next() throws InterruptedException {
    while (hasNext() && inHand > 0 && doneBeyond.size() + inHand >= window) {
      wait();
    }
    if (!hasNext()) {
      return null;
    }
    tally.begun(clock.instant());
    inHand++;
    return pending.get(next++);
  }

  private boolean hasNext() {
    return next < pending.size() && tally.failed() < mostFailures;
  }

  synchronized void done(String target, TargetOutcome outcome) {
    tally.done(target, outcome, clock.instant());
    inHand--;
    doneBeyond.add(target);
    while (floor < next && doneBeyond.contains(pending.get(floor))) {
      doneTo = pending.get(floor);
      floor++;
    }
    if (!doneTo.isEmpty()) {
      doneBeyond.headSet(doneTo, true).clear();
    }
    notifyAll();
  }

  synchronized BatchCheckpoint checkpoint() {
    return BatchCheckpoint.newBuilder()
        .setDoneTo(doneTo)
        .addAllDoneBeyond(doneBeyond)
        .setEffect(tally.soFar())
        .build();
  }

  /** What the batch came to, once nobody works on it any more. */
  synchronized BatchEffect effect() {
    return tally.atTheEnd(pending.size() - next, clock.instant());
  }
}
