package dev.sluice.activities.work;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** A bounded number of virtual threads that share one piece of work. */
public final class Crew {
  /** Never more hands than this, whatever is asked for. */
  public static final int MOST_HANDS = 256;

  private static final Duration GRACE = Duration.ofSeconds(9);

  /**
   * Lets all hands work until each has returned. When the caller is interrupted, or one hand
   * throws, the others are interrupted and waited for, for a bounded time.
   *
   * @param hands how many work at the same time; at least one and at most {@link #MOST_HANDS} do
   * @param work what each hand does: take the next piece until there is none
   */
  public static void work(int hands, Callable<?> work) throws InterruptedException {
    int bounded = Math.clamp(hands, 1, MOST_HANDS);
    ExecutorService threads =
        Executors.newFixedThreadPool(bounded, Thread.ofVirtual().name("hand-", 1).factory());
    try {
      CompletionService<Object> hand = new ExecutorCompletionService<>(threads);
      for (int i = 0; i < bounded; i++) {
        Future<Object> _ = hand.submit(work::call);
      }
      for (int i = 0; i < bounded; i++) {
        hand.take().get();
      }
    } catch (ExecutionException e) {
      throw unwrapped(e);
    } finally {
      threads.shutdownNow();
      boolean _ = threads.awaitTermination(GRACE.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  private static RuntimeException unwrapped(ExecutionException e) throws InterruptedException {
    return switch (e.getCause()) {
      case RuntimeException unchecked -> unchecked;
      case InterruptedException interrupted -> throw interrupted;
      case Error error -> throw error;
      case null, default -> new IllegalStateException("a hand of a crew ended early", e);
    };
  }

  private Crew() {}
}
