package dev.sluice.activities.conformance;

import static dev.sluice.activities.conformance.BrokenClaimException.require;

import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.domain.subdomain.Direction;
import dev.sluice.domain.subdomain.Effect;
import dev.sluice.domain.subdomain.Target;
import dev.sluice.domain.subdomain.TargetOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/** How calls end: in time, when cancelled, and with an error that says who must act. */
final class CallChecks {
  private static final Duration SOON = Duration.ofSeconds(5);

  static final List<Check> ALL =
      List.of(
          new Check(
              "unknown-target",
              "Orders for a target that is not there are refused, not tried for ever.",
              CallChecks::refusesUnknownTarget),
          new Check(
              "wrong-parameters",
              "An order without its parameters is the author's to mend, and touches nothing.",
              CallChecks::blamesTheAuthor),
          new Check(
              "unknown-capability",
              "An order for a capability it has not is the author's to mend.",
              CallChecks::refusesUnknownCapability),
          new Check(
              "refused-leaves-no-trace",
              "An order that was refused changes nothing for those that come after it.",
              CallChecks::forgetsTheRefused),
          new Check(
              "await-in-time",
              "A wait ends when it was asked to, and nothing arrives that nobody ordered.",
              CallChecks::waitsInTime),
          new Check(
              "cancellation",
              "A wait that is cancelled ends soon, and its thread stays interrupted.",
              CallChecks::endsWhenCancelled),
          new Check(
              "cancelled-order",
              "An order that was cancelled can be given again, and taken back.",
              CallChecks::goesOnAfterCancellation));

  private static final List<String> NOT_THERE =
      List.of(
          "no-such-target-0",
          "no such/target, é%2F",
          "../no-such-target",
          "no-such\n\"target'",
          "no-such-target-" + "x".repeat(300));

  private CallChecks() {}

  private static void refusesUnknownTarget(Hands hands) throws InterruptedException {
    for (String name : NOT_THERE) {
      TargetOrder order = hands.apply(hands.change("a"), name);
      hands.refusal(
          "applying to an unknown target (%s)".formatted(name), () -> hands.subDomain.apply(order));
      require(!isReady(hands, order), "%s is not there, and is ready".formatted(name));
    }
  }

  private static boolean isReady(Hands hands, TargetOrder order) throws InterruptedException {
    try {
      return hands.patient(() -> hands.subDomain.precheck(order)).ready();
    } catch (ProblemException e) {
      return false;
    }
  }

  private static void blamesTheAuthor(Hands hands) throws InterruptedException {
    String target = hands.ready(1).getFirst();
    boolean asks =
        hands.subDomain.describe().capability(hands.trial.capability()).stream()
            .flatMap(capability -> capability.parameters().stream())
            .anyMatch(parameter -> parameter.required());
    if (!asks) {
      throw new SkippedCheckException("the capability has no parameter that must be given");
    }
    Target before = hands.look(target);
    TargetOrder order = hands.order(hands.change("a"), target, Direction.APPLY, 1_001, Map.of());
    Problem problem =
        hands.refusal("applying without parameters", () -> hands.subDomain.apply(order));
    require(problem instanceof Problem.ForAuthor, "is not for the author: %s".formatted(problem));
    require(
        hands.look(target).equals(before), "%s became %s".formatted(before, hands.look(target)));
  }

  private static void refusesUnknownCapability(Hands hands) throws InterruptedException {
    TargetOrder order = withoutSense(hands.apply(hands.change("a"), hands.ready(1).getFirst()));
    Problem problem = hands.refusal("an unknown capability", () -> hands.subDomain.apply(order));
    require(problem instanceof Problem.ForAuthor, "is not for the author: %s".formatted(problem));
  }

  private static void forgetsTheRefused(Hands hands) throws InterruptedException {
    String target = hands.ready(1).getFirst();
    Target before = hands.look(target);
    String change = hands.change("a");
    TargetOrder refused = withoutSense(hands.order(change, target, Direction.APPLY, 5_001));
    hands.refusal("an unknown capability", () -> hands.subDomain.apply(refused));
    require(
        hands.look(target).equals(before), "%s became %s".formatted(before, hands.look(target)));
    Effect effect = hands.carryOut(hands.apply(change, target), Direction.APPLY);
    require(effect == Effect.APPLIED, "the first order that makes sense was %s".formatted(effect));
    hands.carryOut(hands.revert(change, target), Direction.REVERT);
    require(hands.look(target).version().equals(before.version()), "is not what it was");
  }

  private static TargetOrder withoutSense(TargetOrder good) {
    return new TargetOrder(
        good.change(),
        good.target(),
        "no-such-capability",
        good.parameters(),
        good.key(),
        good.fence());
  }

  private static void waitsInTime(Hands hands) throws InterruptedException {
    String target = hands.ready(1).getFirst();
    TargetOrder order = hands.apply(hands.change("a"), target);
    require(!waits(hands, order), "an order that nobody gave counts as carried out");
    hands.carryOut(order, Direction.APPLY);
    require(waits(hands, order), "has arrived, and one more look says that it has not");
  }

  private static boolean waits(Hands hands, TargetOrder order) {
    Instant begin = Instant.now();
    boolean there = false;
    try {
      there = hands.subDomain.await(order, Direction.APPLY, Duration.ofSeconds(1)).there();
    } catch (ProblemException e) {
      // A wait for what was never ordered may be refused as well.
    }
    Duration took = Duration.between(begin, Instant.now());
    require(took.compareTo(SOON.plusSeconds(1)) < 0, "a wait of 1 s took %s".formatted(took));
    return there;
  }

  private static void endsWhenCancelled(Hands hands) throws InterruptedException {
    String target = hands.ready(1).getFirst();
    TargetOrder order = hands.apply(hands.change("a"), target);
    Duration twoMinutes = Duration.ofMinutes(2);
    AtomicReference<String> end = new AtomicReference<>("");
    AtomicBoolean cancelled = new AtomicBoolean();
    Thread call =
        Thread.ofVirtual()
            .start(() -> {
              try {
                hands.subDomain.await(order, Direction.APPLY, twoMinutes);
              } catch (ProblemException e) {
                boolean kept = Thread.currentThread().isInterrupted() || !cancelled.get();
                end.set(kept ? "" : "the flag is gone with %s".formatted(e.problem()));
              } catch (RuntimeException e) {
                end.set("it broke with %s".formatted(e));
              }
            });
    boolean ended = call.join(Duration.ofMillis(300));
    cancelled.set(true);
    call.interrupt();
    require(
        call.join(SOON),
        "a wait that was cancelled goes on %d s later".formatted(SOON.toSeconds()));
    require(ended || end.get().isEmpty(), "a wait was cancelled, and %s".formatted(end.get()));
  }

  private static void goesOnAfterCancellation(Hands hands) throws InterruptedException {
    String target = hands.ready(1).getFirst();
    Target before = hands.look(target);
    TargetOrder order = hands.apply(hands.change("a"), target);
    hands.given(order);
    AtomicReference<String> end = new AtomicReference<>("");
    Thread call =
        Thread.ofVirtual()
            .start(() -> {
              try {
                hands.subDomain.apply(order);
              } catch (ProblemException e) {
                // That it was cancelled is what is tried.
              } catch (RuntimeException e) {
                end.set(e.toString());
              }
            });
    call.join(Duration.ofMillis(20));
    call.interrupt();
    require(
        call.join(SOON),
        "an order that was cancelled goes on %d s later".formatted(SOON.toSeconds()));
    require(end.get().isEmpty(), "an order that was cancelled broke with %s".formatted(end.get()));
    hands.carryOut(
        hands.order(order.change(), target, Direction.APPLY, order.fence() + 1), Direction.APPLY);
    require(hands.look(target).changedBy().equals(order.change()), "has forgotten its change");
    hands.carryOut(hands.revert(order.change(), target), Direction.REVERT);
    require(hands.look(target).version().equals(before.version()), "is not what it was");
  }
}
