package dev.sluice.activities.conformance;

import static dev.sluice.activities.conformance.BrokenClaimException.require;

import dev.sluice.domain.subdomain.Direction;
import dev.sluice.domain.subdomain.Target;
import dev.sluice.domain.subdomain.TargetOrder;
import java.util.List;

/** What comes too late has no effect. */
final class FenceChecks {
  static final List<Check> ALL =
      List.of(
          new Check(
              "older-attempt",
              "A call of an older attempt is refused once a newer one was seen.",
              FenceChecks::refusesOlder),
          new Check(
              "late-apply",
              "A late call to apply is refused once the target was taken back.",
              FenceChecks::refusesApplyAfterRevert),
          new Check(
              "late-apply-untouched",
              "A late call to apply is refused even where the way back had found nothing to do.",
              FenceChecks::refusesApplyAfterNothing));

  private FenceChecks() {}

  private static void refusesOlder(Hands hands) throws InterruptedException {
    String target = hands.ready(1).getFirst();
    String change = hands.change("a");
    hands.carryOut(hands.order(change, target, Direction.APPLY, 2_001), Direction.APPLY);
    Target changed = hands.look(target);
    TargetOrder late =
        hands.order(change, target, Direction.APPLY, 1_999, hands.trial.otherParameters());
    hands.refusal("attempt 1999 after 2001", () -> hands.subDomain.apply(late));
    require(
        hands.look(target).equals(changed), "%s became %s".formatted(changed, hands.look(target)));
  }

  private static void refusesApplyAfterRevert(Hands hands) throws InterruptedException {
    String target = hands.ready(1).getFirst();
    String change = hands.change("a");
    hands.carryOut(hands.apply(change, target), Direction.APPLY);
    hands.carryOut(hands.revert(change, target), Direction.REVERT);
    Target back = hands.look(target);
    TargetOrder late = hands.order(change, target, Direction.APPLY, 9_001);
    hands.refusal("applying after the way back", () -> hands.subDomain.apply(late));
    require(hands.look(target).equals(back), "%s became %s".formatted(back, hands.look(target)));
  }

  private static void refusesApplyAfterNothing(Hands hands) throws InterruptedException {
    String target = hands.ready(1).getFirst();
    Target before = hands.look(target);
    String change = hands.change("a");
    hands.carryOut(hands.revert(change, target), Direction.REVERT);
    TargetOrder late = hands.apply(change, target);
    hands.refusal("applying after the way back", () -> hands.subDomain.apply(late));
    require(
        hands.look(target).equals(before), "%s became %s".formatted(before, hands.look(target)));
  }
}
