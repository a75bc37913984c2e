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
import dev.sluice.domain.subdomain.TargetQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** What the checks use to order and to look; remembers what it changed, and takes it back. */
public final class Hands {
  private static final Duration LOOK = Duration.ofSeconds(5);
  private static final int MOST_TARGETS = 5_000;
  private static final int MOST_TRIES = 20;
  private static final long FENCE = 1_001;

  final SubDomain subDomain;
  final Trial trial;
  private final String check;
  private final Set<TargetOrder> given = new LinkedHashSet<>();

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
    List<Target> found = subDomain.list(new TargetQuery(trial.selector(), just(name), 2));
    return found.stream()
        .filter(target -> target.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new BrokenClaimException("%s is not listed any more".formatted(name)));
  }

  /** The range of the names that end with this one: a listing has no smaller question. */
  private TargetRange just(String name) {
    String before = "";
    for (Target target : targets()) {
      if (target.name().equals(name)) {
        return new TargetRange("", List.of(), before, name);
      }
      before = target.name();
    }
    return new TargetRange("", List.of(), "", name);
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
    Instant end = Instant.now().plus(trial.patience());
    Arrival arrival = patient(() -> subDomain.await(order, direction, LOOK));
    while (!arrival.there()) {
      require(
          Instant.now().isBefore(end),
          "%s is not there %s after %s: %s"
              .formatted(order.target(), trial.patience(), direction.verb(), arrival.words()));
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

  /** What a call returns, tried again as long as it may pass. */
  <T> T patient(Supplier<T> call) throws InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        return call.get();
      } catch (ProblemException e) {
        if (!ProblemFailures.worthTryingAgain(e.problem()) || attempt == MOST_TRIES) {
          throw e;
        }
        Thread.sleep(250);
      }
    }
  }

  /** Takes back what this check changed, the newest first. */
  void cleanUp() throws InterruptedException {
    List<TargetOrder> changed = new ArrayList<>(new LinkedHashSet<>(given)).reversed();
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
