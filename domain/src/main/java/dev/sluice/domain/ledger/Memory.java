package dev.sluice.domain.ledger;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a chronicle has to keep when its workflow goes on in a new run.
 *
 * @param begun when the change was asked for
 * @param waiting how long it waited in all, waits that have ended
 * @param baking how long it baked in all
 * @param held what it waits for; null for nothing
 * @param suspendedSince null while it is not suspended
 * @param rollbackSince null before its way back
 * @param fullRelease whether at any time all its targets had been changed
 */
public record Memory(
    Instant begun,
    Duration waiting,
    Duration baking,
    @Nullable Held held,
    @Nullable Instant suspendedSince,
    @Nullable Instant rollbackSince,
    boolean fullRelease) {
  /** Of a change that has just been asked for. */
  public static Memory begun(Instant now) {
    return new Memory(now, Duration.ZERO, Duration.ZERO, null, null, null, false);
  }

  Memory held(@Nullable Held next, Duration waited) {
    return new Memory(
        begun, waiting.plus(waited), baking, next, suspendedSince, rollbackSince, fullRelease);
  }

  Memory baked(Duration more) {
    return new Memory(
        begun, waiting, baking.plus(more), held, suspendedSince, rollbackSince, fullRelease);
  }

  Memory suspended(@Nullable Instant since, Duration waited) {
    return new Memory(begun, waiting.plus(waited), baking, held, since, rollbackSince, fullRelease);
  }

  Memory rollingBack(Instant since) {
    return new Memory(begun, waiting, baking, held, suspendedSince, since, fullRelease);
  }

  Memory released() {
    return new Memory(begun, waiting, baking, held, suspendedSince, rollbackSince, true);
  }
}
