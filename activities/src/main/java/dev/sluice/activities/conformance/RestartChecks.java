package dev.sluice.activities.conformance;

import static dev.sluice.activities.conformance.BrokenClaimException.require;

import dev.sluice.domain.problem.ProblemException;
import dev.sluice.domain.subdomain.Direction;
import dev.sluice.domain.subdomain.Effect;
import dev.sluice.domain.subdomain.Snapshot;
import dev.sluice.domain.subdomain.Target;
import dev.sluice.domain.subdomain.TargetOrder;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What is remembered of orders outlives the process that took them. */
final class RestartChecks {
  private static final Duration MIDDLE = Duration.ofMillis(30);

  private RestartChecks() {}

  static void outlivesARestart(Hands hands) throws Exception {
    String target = hands.ready(1).getFirst();
    Target before = hands.look(target);
    TargetOrder order = hands.apply(hands.change("a"), target);
    Snapshot snapshot = hands.patient(() -> hands.subDomain.snapshot(order));
    hands.given(order);
    hands.patient(() -> hands.subDomain.apply(order));
    hands.restart();
    Effect again = hands.carryOut(order, Direction.APPLY);
    require(
        again == Effect.ALREADY_THERE, "after the restart the same order was %s".formatted(again));
    require(hands.look(target).changedBy().equals(order.change()), "has forgotten its change");
    Snapshot later = hands.patient(() -> hands.subDomain.snapshot(order));
    require(later.equals(snapshot), "%s became %s".formatted(snapshot, later));
    hands.carryOut(hands.revert(order.change(), target), Direction.REVERT);
    require(hands.look(target).version().equals(before.version()), "is not what it was");
  }

  static void outlivesARestartInTheMiddle(Hands hands) throws Exception {
    String target = hands.ready(1).getFirst();
    Target before = hands.look(target);
    TargetOrder order = hands.apply(hands.change("a"), target);
    hands.given(order);
    AtomicReference<@Nullable RuntimeException> end = new AtomicReference<>();
    Thread call =
        Thread.ofVirtual()
            .start(() -> {
              try {
                hands.subDomain.apply(order);
              } catch (ProblemException e) {
                // That the call was cut off is what is tried.
              } catch (RuntimeException e) {
                end.set(e);
              }
            });
    call.join(MIDDLE);
    hands.restart();
    require(
        call.join(hands.trial.patience()),
        "a call that was cut by the restart goes on %s later".formatted(hands.trial.patience()));
    RuntimeException broken = end.get();
    require(broken == null, "a call that was cut by the restart broke with %s".formatted(broken));
    TargetOrder next = hands.order(order.change(), target, Direction.APPLY, order.fence() + 1);
    hands.carryOut(next, Direction.APPLY);
    require(hands.look(target).changedBy().equals(order.change()), "has forgotten its change");
    hands.carryOut(hands.revert(order.change(), target), Direction.REVERT);
    require(hands.look(target).version().equals(before.version()), "is not what it was");
  }
}
