package dev.sluice.activities.conformance;

import static dev.sluice.activities.conformance.BrokenClaimException.require;

import dev.sluice.domain.subdomain.Direction;
import dev.sluice.domain.subdomain.Effect;
import dev.sluice.domain.subdomain.Snapshot;
import dev.sluice.domain.subdomain.Target;
import dev.sluice.domain.subdomain.TargetOrder;
import java.util.List;
import java.util.Map;

/** What orders do to a target. */
final class OrderChecks {
  static final List<Check> ALL =
      List.of(
          new Check(
              "there-and-back",
              "A target is changed, says so, and is taken back to what it was.",
              OrderChecks::goesThereAndBack),
          new Check(
              "precheck-touches-nothing",
              "Asking whether a target is ready, and taking its snapshot, changes nothing.",
              OrderChecks::asksWithoutTouching),
          new Check(
              "snapshot",
              "A change's snapshot of a target is the same before and after it changed it.",
              OrderChecks::remembers),
          new Check(
              "apply-again",
              "The same order again has no second effect.",
              OrderChecks::appliesOnce),
          new Check("revert-again", "Taken back again, nothing happens.", OrderChecks::revertsOnce),
          new Check(
              "revert-untouched",
              "A target that a change never touched is already back.",
              OrderChecks::leavesUntouchedAlone),
          new Check(
              "two-changes",
              "A change that another has overtaken on a target is not taken back over it.",
              OrderChecks::keepsTheNewer),
          new Check(
              "revert-before-arrival",
              "A target is taken back even before it has arrived.",
              OrderChecks::turnsBackOnTheWay),
          new Check(
              "restart",
              "After a restart it knows what was ordered before.",
              RestartChecks::outlivesARestart,
              true),
          new Check(
              "restart-in-the-middle",
              "An order that a restart cut off can be given again, and taken back.",
              RestartChecks::outlivesARestartInTheMiddle,
              true));

  private OrderChecks() {}

  private static void goesThereAndBack(Hands hands) throws InterruptedException {
    String target = hands.ready(1).getFirst();
    Target before = hands.look(target);
    String change = hands.change("a");
    Effect effect = hands.carryOut(hands.apply(change, target), Direction.APPLY);
    Target changed = hands.look(target);
    require(
        effect == Effect.APPLIED,
        "the first order was %s; is it changed already?".formatted(effect));
    require(changed.changedBy().equals(change), "changed by \"%s\"".formatted(changed.changedBy()));
    require(changed.healthy(), "arrived, and is unhealthy");
    require(
        !changed.version().equals(before.version()),
        "still on version %s".formatted(changed.version()));
    hands.carryOut(hands.revert(change, target), Direction.REVERT);
    Target after = hands.look(target);
    require(
        after.version().equals(before.version()),
        "went back to version %s instead of %s".formatted(after.version(), before.version()));
    require(
        after.changedBy().equals(before.changedBy()),
        "is back, and counts as changed by \"%s\" instead of \"%s\""
            .formatted(after.changedBy(), before.changedBy()));
  }

  private static void asksWithoutTouching(Hands hands) throws InterruptedException {
    List<Target> all = hands.targets();
    String target = hands.ready(1).getFirst();
    Target before =
        all.stream()
            .filter(each -> each.name().equals(target))
            .findFirst()
            .orElseGet(() -> hands.look(target));
    TargetOrder order = hands.apply(hands.change("a"), target);
    hands.patient(() -> hands.subDomain.precheck(order));
    hands.patient(() -> hands.subDomain.snapshot(order));
    require(
        hands.look(target).equals(before), "%s became %s".formatted(before, hands.look(target)));
  }

  private static void remembers(Hands hands) throws InterruptedException {
    String target = hands.ready(1).getFirst();
    TargetOrder order = hands.apply(hands.change("a"), target);
    Snapshot before = hands.subDomain.snapshot(order);
    require(
        before.version().equals(hands.look(target).version()),
        "the snapshot is of version %s".formatted(before.version()));
    hands.carryOut(order, Direction.APPLY);
    Snapshot after = hands.subDomain.snapshot(order);
    require(after.equals(before), "%s became %s".formatted(before, after));
  }

  private static void appliesOnce(Hands hands) throws InterruptedException {
    String target = hands.ready(1).getFirst();
    TargetOrder order = hands.apply(hands.change("a"), target);
    hands.carryOut(order, Direction.APPLY);
    Target changed = hands.look(target);
    Effect again = hands.carryOut(order, Direction.APPLY);
    require(again == Effect.ALREADY_THERE, "the second time it was %s".formatted(again));
    require(
        hands.look(target).equals(changed), "%s became %s".formatted(changed, hands.look(target)));
  }

  private static void revertsOnce(Hands hands) throws InterruptedException {
    String target = hands.ready(1).getFirst();
    String change = hands.change("a");
    hands.carryOut(hands.apply(change, target), Direction.APPLY);
    hands.carryOut(hands.revert(change, target), Direction.REVERT);
    Target back = hands.look(target);
    Effect again = hands.carryOut(hands.revert(change, target), Direction.REVERT);
    require(again == Effect.ALREADY_THERE, "the second time it was %s".formatted(again));
    require(hands.look(target).equals(back), "%s became %s".formatted(back, hands.look(target)));
  }

  private static void leavesUntouchedAlone(Hands hands) throws InterruptedException {
    String target = hands.ready(1).getFirst();
    Target before = hands.look(target);
    Effect effect =
        hands.patient(() -> hands.subDomain.revert(hands.revert(hands.change("a"), target)));
    require(effect == Effect.ALREADY_THERE, "it was %s".formatted(effect));
    require(
        hands.look(target).equals(before), "%s became %s".formatted(before, hands.look(target)));
  }

  private static void keepsTheNewer(Hands hands) throws InterruptedException {
    String target = hands.ready(1).getFirst();
    Target before = hands.look(target);
    String older = hands.change("a");
    String newer = hands.change("b");
    Map<String, String> other = hands.trial.otherParameters();
    hands.carryOut(hands.apply(older, target), Direction.APPLY);
    hands.carryOut(hands.order(newer, target, Direction.APPLY, 1_001, other), Direction.APPLY);
    hands.refusal(
        "taking back the older change", () -> hands.subDomain.revert(hands.revert(older, target)));
    require(hands.look(target).changedBy().equals(newer), "the newer change is gone");
    hands.carryOut(hands.revert(newer, target), Direction.REVERT);
    require(
        hands.look(target).changedBy().equals(older),
        "belongs to \"%s\" once the newer change was taken back"
            .formatted(hands.look(target).changedBy()));
    hands.carryOut(hands.revert(older, target), Direction.REVERT);
    require(hands.look(target).version().equals(before.version()), "is not what it was");
  }

  private static void turnsBackOnTheWay(Hands hands) throws InterruptedException {
    String target = hands.ready(1).getFirst();
    Target before = hands.look(target);
    TargetOrder order = hands.apply(hands.change("a"), target);
    hands.given(order);
    hands.patient(() -> hands.subDomain.apply(order));
    hands.carryOut(hands.revert(order.change(), target), Direction.REVERT);
    Target after = hands.look(target);
    require(
        after.version().equals(before.version()),
        "went back to version %s instead of %s".formatted(after.version(), before.version()));
    require(
        after.changedBy().equals(before.changedBy()),
        "is back, and counts as changed by \"%s\"".formatted(after.changedBy()));
  }
}
