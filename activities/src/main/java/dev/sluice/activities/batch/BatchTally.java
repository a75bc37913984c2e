package dev.sluice.activities.batch;

import dev.sluice.activities.problem.Sentences;
import dev.sluice.domain.subdomain.Effect;
import dev.sluice.proto.history.v1.BatchEffect;
import dev.sluice.proto.history.v1.ChangeWindow;
import dev.sluice.workflows.wire.TimeWire;
import java.time.Instant;

/** What became of a batch's targets so far. Not thread-safe. */
final class BatchTally {
  /** Most failures that are named; the rest is counted. */
  static final int MOST_NAMED = 20;

  private final BatchEffect.Builder effect;

  /** Goes on from where an earlier attempt was. */
  BatchTally(BatchEffect earlier) {
    effect = earlier.toBuilder();
  }

  /** A target is about to be worked on. */
  void begun(Instant now) {
    if (!effect.hasWindow()) {
      effect.setWindow(window(now, now));
    }
  }

  void done(String target, TargetOutcome outcome, Instant now) {
    switch (outcome) {
      case TargetOutcome.Done(Effect what) -> count(what);
      case TargetOutcome.Failed(String why) -> {
        effect.setFailed(effect.getFailed() + 1);
        if (effect.getFailuresCount() < MOST_NAMED) {
          effect.addFailures(target + ": " + Sentences.bounded(why));
        }
      }
    }
    effect.getWindowBuilder().setEndTime(TimeWire.toProto(now));
  }

  private void count(Effect what) {
    switch (what) {
      case APPLIED -> effect.setApplied(effect.getApplied() + 1);
      case ALREADY_THERE -> effect.setAlreadyThere(effect.getAlreadyThere() + 1);
    }
  }

  int failed() {
    return effect.getFailed();
  }

  BatchEffect soFar() {
    return effect.build();
  }

  /**
   * @param leftAlone targets that were not begun, since too many had failed: they are not as the
   *     order wants them
   */
  BatchEffect atTheEnd(int leftAlone, Instant now) {
    begun(now);
    BatchEffect.Builder whole = effect.clone();
    if (leftAlone > 0) {
      whole
          .addFailures(
              "%d more targets were left alone after %d had failed"
                  .formatted(leftAlone, effect.getFailed()))
          .setFailed(effect.getFailed() + leftAlone);
    }
    return whole.build();
  }

  private static ChangeWindow window(Instant start, Instant end) {
    return ChangeWindow.newBuilder()
        .setStartTime(TimeWire.toProto(start))
        .setEndTime(TimeWire.toProto(end))
        .build();
  }
}
