package dev.sluice.activities.batch;

import dev.sluice.activities.problem.Sentences;
import dev.sluice.activities.subdomain.TargetListing;
import dev.sluice.activities.work.Crew;
import dev.sluice.activities.work.Pace;
import dev.sluice.activities.work.Pause;
import dev.sluice.activities.work.Tries;
import dev.sluice.activities.work.Waiting;
import dev.sluice.domain.plan.Batch;
import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.domain.subdomain.Direction;
import dev.sluice.domain.subdomain.Limits;
import dev.sluice.domain.subdomain.SubDomain;
import dev.sluice.proto.history.v1.BatchCheckpoint;
import dev.sluice.proto.history.v1.BatchEffect;
import dev.sluice.proto.history.v1.BatchOrder;
import dev.sluice.workflows.wire.PlanWire;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One attempt to work through one batch in one direction. */
final class BatchRun {
  private static final int LEAST_WINDOW = 32;
  private static final int ATTEMPTS_PER_ORDER = 1_000;

  /** How long a system that does not answer is waited for: it may be restarting. */
  private static final Duration LEAST_WAIT = Duration.ofSeconds(90);

  private static final Duration MOST_WAIT = Duration.ofMinutes(5);
  private static final int LEAST_IN_VAIN = 3;

  private final SubDomain subDomain;
  private final Direction direction;
  private final BatchOrder order;
  private final BatchCheckpoint earlier;
  private final InstantSource clock;
  private final Limits limits;
  private final Pace pace;
  private final Waiting waiting;
  private final Underway underway = new Underway();
  private final TargetWork work;
  private volatile @Nullable BatchProgress progress;

  /**
   * @param earlier where an earlier attempt of the same activity was; the default instance for none
   * @param attempt of the activity, from 1
   * @param end after which no system is waited for that does not answer
   */
  BatchRun(
      SubDomain subDomain,
      Direction direction,
      BatchOrder order,
      BatchCheckpoint earlier,
      int attempt,
      Instant end,
      InstantSource clock,
      Pause pause) {
    this.subDomain = subDomain;
    this.direction = direction;
    this.order = order;
    this.earlier = earlier;
    this.clock = clock;
    this.limits = subDomain.describe().limits();
    this.pace = new Pace(limits.ordersPerSecond(), clock, pause);
    this.waiting =
        new Waiting(wait(limits.patience()), end, Math.max(hands(), LEAST_IN_VAIN), clock);
    this.work =
        new TargetWork(
            subDomain,
            direction,
            order,
            fence(order, attempt),
            new Tries(pause, waiting),
            new Patience(limits.patience(), clock),
            underway);
  }

  /** Grows with the order's attempts first, with the activity's second. */
  private static long fence(BatchOrder order, int attempt) {
    return (long) order.getAttempt() * ATTEMPTS_PER_ORDER
        + Math.min(attempt, ATTEMPTS_PER_ORDER - 1);
  }

  BatchCheckpoint checkpoint() {
    BatchProgress current = progress;
    BatchCheckpoint last = current == null ? earlier : current.checkpoint();
    return last.toBuilder().setWaits(Sentences.bounded(waits())).build();
  }

  private String waits() {
    return Stream.of(waiting.words(), underway.words())
        .filter(words -> !words.isEmpty())
        .collect(Collectors.joining("; "));
  }

  private static Duration wait(Duration patience) {
    Duration longest = patience.compareTo(MOST_WAIT) < 0 ? patience : MOST_WAIT;
    return longest.compareTo(LEAST_WAIT) < 0 ? LEAST_WAIT : longest;
  }

  private int hands() {
    return Math.clamp(limits.concurrency(), 1, Crew.MOST_HANDS);
  }

  BatchEffect run() throws InterruptedException {
    int hands = hands();
    BatchProgress current =
        new BatchProgress(
            targets(), order(), earlier, Math.max(2 * hands, LEAST_WINDOW), mostFailures(), clock);
    progress = current;
    Crew.work(
        hands,
        () -> {
          for (String target = current.next(); target != null; target = current.next()) {
            pace.await();
            current.done(target, work.carryOut(target));
          }
          return null;
        });
    return current.effect();
  }

  private Comparator<String> order() {
    return switch (direction) {
      case APPLY -> Comparator.naturalOrder();
      case REVERT -> Comparator.reverseOrder();
    };
  }

  /** A bad change is not carried on to the last target; a way back is. */
  private int mostFailures() {
    return switch (direction) {
      case APPLY -> BatchTally.MOST_NAMED;
      case REVERT -> Integer.MAX_VALUE;
    };
  }

  private List<String> targets() {
    Batch batch = PlanWire.toDomain(order.getBatch());
    int most = mostTargets(batch);
    List<String> names = new ArrayList<>();
    new TargetListing(subDomain, order.getScope().getSelectorMap())
        .read(batch.range(), most + 1, target -> names.add(target.name()));
    if (names.size() > most) {
      throw new ProblemException(tooMany(batch, most));
    }
    return names;
  }

  /** Newcomers don't hold up a way back: they were not touched, so nothing happens to them. */
  private int mostTargets(Batch batch) {
    return switch (direction) {
      case APPLY -> batch.targets() + Math.max(2, batch.targets() / 4);
      case REVERT -> TargetListing.MOST;
    };
  }

  private Problem tooMany(Batch batch, int most) {
    return switch (direction) {
      case APPLY ->
          new Problem.ForOperator(
              "BATCH_GREW",
              "batch %d was planned for %d targets and now has more than %d; plan the change again"
                  .formatted(batch.number(), batch.targets(), most));
      case REVERT ->
          new Problem.ForOperator(
              "TOO_MANY_TARGETS",
              "batch %d now has more than %,d targets; take back by hand those it touched"
                  .formatted(batch.number(), most));
    };
  }
}
