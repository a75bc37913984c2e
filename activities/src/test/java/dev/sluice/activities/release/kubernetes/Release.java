package dev.sluice.activities.release.kubernetes;

import dev.sluice.activities.problem.ProblemFailures;
import dev.sluice.activities.subdomain.TargetListing;
import dev.sluice.domain.plan.TargetRange;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.domain.subdomain.Arrival;
import dev.sluice.domain.subdomain.Direction;
import dev.sluice.domain.subdomain.SubDomain;
import dev.sluice.domain.subdomain.Target;
import dev.sluice.domain.subdomain.TargetOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * Gives orders as a batch does: many targets at a time, tried again where that may help.
 *
 * @param releases who carries them out
 * @param change its id
 * @param parameters what it is told
 */
record Release(SubDomain releases, String change, Map<String, String> parameters) {
  private static final int HANDS = 250;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  static Release of(SubDomain releases, String change, String image) {
    return new Release(releases, change, Map.of("image", image));
  }

  List<Target> targets(Map<String, String> selector) {
    List<Target> targets = new ArrayList<>();
    new TargetListing(releases, selector).read(TargetRange.ALL, 100_000, targets::add);
    return targets;
  }

  List<String> names(Map<String, String> selector) {
    return targets(selector).stream().map(Target::name).toList();
  }

  TargetOrder order(String target, Direction direction) {
    String key = "%s/1/%s/%s".formatted(change, target, direction.verb());
    return new TargetOrder(change, target, "release", parameters, key, 1_001);
  }

  void apply(List<String> targets) throws InterruptedException, ExecutionException {
    carryOut(targets, Direction.APPLY);
  }

  void revert(List<String> targets) throws InterruptedException, ExecutionException {
    carryOut(targets.reversed(), Direction.REVERT);
  }

  void give(String target, Direction direction) throws InterruptedException {
    TargetOrder order = order(target, direction);
    patient(() -> direction == Direction.APPLY ? releases.apply(order) : releases.revert(order));
  }

  private void carryOut(List<String> targets, Direction direction)
      throws InterruptedException, ExecutionException {
    List<Callable<Void>> work = new ArrayList<>();
    for (String target : targets) {
      work.add(() -> {
        give(target, direction);
        arrive(target, direction);
        return null;
      });
    }
    try (ExecutorService hands =
        Executors.newFixedThreadPool(HANDS, Thread.ofVirtual().factory())) {
      for (Future<Void> each : hands.invokeAll(work)) {
        each.get();
      }
    }
  }

  void arrive(String target, Direction direction) throws InterruptedException {
    TargetOrder order = order(target, direction);
    Instant end = Instant.now().plus(PATIENCE);
    while (true) {
      Arrival arrival = patient(() -> releases.await(order, direction, Duration.ofSeconds(20)));
      if (arrival.there()) {
        return;
      }
      if (Instant.now().isAfter(end)) {
        throw new AssertionError("not there: " + arrival.words());
      }
    }
  }

  static <T> T patient(Supplier<T> call) throws InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    while (true) {
      try {
        return call.get();
      } catch (ProblemException e) {
        if (!ProblemFailures.worthTryingAgain(e.problem()) || Instant.now().isAfter(end)) {
          throw e;
        }
        Thread.sleep(250);
      }
    }
  }
}
