package dev.sluice.activities.conformance;

import static dev.sluice.activities.conformance.BrokenClaimException.require;

import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.subdomain.Direction;
import dev.sluice.domain.subdomain.Target;
import dev.sluice.domain.subdomain.TargetOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
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
          new Check("await-in-time", "A wait ends when it was asked to.", CallChecks::waitsInTime),
          new Check(
              "cancellation",
              "A call that is cancelled ends soon.",
              CallChecks::endsWhenCancelled));

  private CallChecks() {}

  private static void refusesUnknownTarget(Hands hands) throws InterruptedException {
    TargetOrder order = hands.apply(hands.change("a"), "no-such-target-0");
    hands.refusal("applying to an unknown target", () -> hands.subDomain.apply(order));
  }

  private static void blamesTheAuthor(Hands hands) throws InterruptedException {
    String target = hands.ready(1).getFirst();
    boolean asks =
        hands.subDomain.describe().capability(hands.trial.capability()).stream()
            .flatMap(capability -> capability.parameters().stream())
            .anyMatch(parameter -> parameter.required());
    if (!asks) {
      return;
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
    TargetOrder good = hands.apply(hands.change("a"), hands.ready(1).getFirst());
    TargetOrder order =
        new TargetOrder(
            good.change(),
            good.target(),
            "no-such-capability",
            good.parameters(),
            good.key(),
            good.fence());
    Problem problem = hands.refusal("an unknown capability", () -> hands.subDomain.apply(order));
    require(problem instanceof Problem.ForAuthor, "is not for the author: %s".formatted(problem));
  }

  private static void waitsInTime(Hands hands) throws InterruptedException {
    String target = hands.ready(1).getFirst();
    TargetOrder order = hands.apply(hands.change("a"), target);
    hands.carryOut(order, Direction.APPLY);
    Instant begin = Instant.now();
    hands.subDomain.await(order, Direction.APPLY, Duration.ofSeconds(1));
    Duration took = Duration.between(begin, Instant.now());
    require(took.compareTo(SOON.plusSeconds(1)) < 0, "a wait of 1 s took %s".formatted(took));
  }

  private static void endsWhenCancelled(Hands hands) throws InterruptedException {
    String target = hands.ready(1).getFirst();
    TargetOrder order = hands.apply(hands.change("a"), target);
    AtomicReference<String> end = new AtomicReference<>("");
    Thread call =
        Thread.ofVirtual()
            .start(() -> {
              try {
                hands.subDomain.await(order, Direction.APPLY, Duration.ofMinutes(2));
                end.set("returned");
              } catch (RuntimeException e) {
                end.set("threw");
              }
            });
    call.join(Duration.ofMillis(300));
    call.interrupt();
    require(
        call.join(SOON),
        "a wait that was cancelled goes on %d s later".formatted(TimeUnit.SECONDS.convert(SOON)));
  }
}
