package dev.sluice.activities.conformance;

import static dev.sluice.activities.conformance.BrokenClaimException.require;

import dev.sluice.activities.problem.ProblemFailures;
import dev.sluice.activities.subdomain.TargetListing;
import dev.sluice.domain.plan.TargetRange;
import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.domain.subdomain.Arrival;
import dev.sluice.domain.subdomain.Direction;
import dev.sluice.domain.subdomain.Effect;
import dev.sluice.domain.subdomain.SubDomain;
import dev.sluice.domain.subdomain.Target;
import dev.sluice.domain.subdomain.TargetOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** What the checks use to order and to look; remembers what it changed, and takes it back. */
public final class Hands {
  private static final Duration LOOK = Duration.ofSeconds(5);
  private static final Duration AGAIN = Duration.ofMillis(100);
  static final int MOST_TARGETS = 5_000;
  private static final long FENCE = 1_001;

  final SubDomain subDomain;
  final Trial trial;
  private final String check;
  private final Set<TargetOrder> given = Collections.synchronizedSet(new LinkedHashSet<>());
  private final Map<String, String> predecessors = new ConcurrentHashMap<>();

  Hands(SubDomain subDomain, Trial trial, String check) {
    this.subDomain = subDomain;
    this.trial = trial;
    this.check = check;
  }

  /** A change's name; another for each letter. */
  String change(String letter) {
    return "conformance-%s-%s-%s".formatted(check, trial.run(), letter);
  }

  TargetOrder order(String change, String target, Direction direction, long fence) {
    return order(change, target, direction, fence, trial.parameters());
  }

  TargetOrder order(
      String change,
      String target,
      Direction direction,
      long fence,
      Map<String, String> parameters) {
    String key = "%s/1/%s/%s".formatted(change, target, direction.verb());
    return new TargetOrder(change, target, trial.capability(), parameters, key, fence);
  }

  TargetOrder apply(String change, String target) {
    return order(change, target, Direction.APPLY, FENCE);
  }

  TargetOrder revert(String change, String target) {
    return order(change, target, Direction.REVERT, FENCE);
  }

  /** All targets of the trial, in the order listed, at most 5,000. */
  List<Target> targets() {
    List<Target> targets = new ArrayList<>();
    new TargetListing(subDomain, trial.selector())
        .read(TargetRange.ALL, MOST_TARGETS, targets::add);
    return targets;
  }

  /** Names of the first targets that may be changed. */
  List<String> ready(int count) throws InterruptedException {
    List<String> ready = new ArrayList<>();
    for (Target target : targets()) {
      TargetOrder order = apply(change("a"), target.name());
      if (ready.size() < count && patient(() -> subDomain.precheck(order)).ready()) {
        ready.add(target.name());
      }
    }
    require(
        ready.size() == count,
        "needs %d targets that are ready, found %d: make some ready, or choose others"
            .formatted(count, ready.size()));
    return ready;
  }

  Target look(String name) {
    List<Target> found = new ArrayList<>();
    new TargetListing(subDomain, trial.selector()).read(upTo(name), MOST_TARGETS, found::add);
    return found.stream()
        .filter(target -> target.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new BrokenClaimException("%s is not listed any more".formatted(name)));
  }

  /** The smallest range known to hold the name: a listing has no smaller question. */
  private TargetRange upTo(String name) {
    if (!predecessors.containsKey(name)) {
      String before = "";
      for (Target target : targets()) {
        predecessors.put(target.name(), before);
        before = target.name();
      }
    }
    return new TargetRange("", List.of(), predecessors.getOrDefault(name, ""), name);
  }

  /** Gives an order and waits until the target is there. */
  Effect carryOut(TargetOrder order, Direction direction) throws InterruptedException {
    given.add(order);
    Effect effect =
        patient(
            () -> direction == Direction.APPLY ? subDomain.apply(order) : subDomain.revert(order));
    arrive(order, direction);
    return effect;
  }

  void arrive(TargetOrder order, Direction direction) throws InterruptedException {
    arriveUnless(order, direction, () -> false);
  }

  /**
   * Waits until the target is there.
   *
   * @param pointless whether there is nothing to wait for any more
   */
  void arriveUnless(TargetOrder order, Direction direction, BooleanSupplier pointless)
      throws InterruptedException {
    Instant end = Instant.now().plus(trial.patience());
    Arrival arrival = patient(() -> subDomain.await(order, direction, LOOK));
    while (!arrival.there() && !pointless.getAsBoolean()) {
      require(
          Instant.now().isBefore(end),
          "%s is not there %s after %s: %s"
              .formatted(order.target(), trial.patience(), direction.verb(), arrival.words()));
      Thread.sleep(AGAIN);
      arrival = patient(() -> subDomain.await(order, direction, LOOK));
    }
  }

  /** The problem that a call meets, none of those that pass. */
  Problem refusal(String what, Supplier<?> call) throws InterruptedException {
    try {
      Object answer = patient(call);
      throw new BrokenClaimException("%s was not refused: %s".formatted(what, answer));
    } catch (ProblemException e) {
      require(
          !ProblemFailures.worthTryingAgain(e.problem()),
          "%s would be tried again for ever: %s".formatted(what, e.problem().message()));
      require(!e.problem().message().isBlank(), "the refusal of %s says nothing".formatted(what));
      return e.problem();
    }
  }

  /** What a call returns, tried again as long as it may pass, and for as long as patience has. */
  <T> T patient(Supplier<T> call) throws InterruptedException {
    Instant end = Instant.now().plus(trial.patience());
    while (true) {
      try {
        return call.get();
      } catch (ProblemException e) {
        if (!ProblemFailures.worthTryingAgain(e.problem()) || Instant.now().isAfter(end)) {
          throw e;
        }
        Thread.sleep(AGAIN);
      }
    }
  }

  /** Restarts the sub-domain's process; only for checks that say that they need it. */
  void restart() throws Exception {
    Trial.Restart restart = trial.restart();
    if (restart == null) {
      throw new SkippedCheckException("nobody said how it is restarted");
    }
    restart.restart();
  }

  /** Takes back what this check changed, the newest first. */
  void cleanUp() throws InterruptedException {
    List<TargetOrder> changed = List.copyOf(given).reversed();
    Set<String> done = new LinkedHashSet<>();
    for (TargetOrder order : changed) {
      if (done.add(order.change() + " " + order.target())) {
        TargetOrder back = order(order.change(), order.target(), Direction.REVERT, FENCE + 1_000);
        patient(() -> subDomain.revert(back));
        arrive(back, Direction.REVERT);
      }
    }
  }

  void given(TargetOrder order) {
    given.add(order);
  }
}
