package dev.sluice.activities.conformance;

import static dev.sluice.activities.conformance.BrokenClaimException.require;

import dev.sluice.domain.subdomain.Direction;
import dev.sluice.domain.subdomain.Effect;
import dev.sluice.domain.subdomain.Target;
import dev.sluice.domain.subdomain.TargetOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What many calls at the same time do. */
final class CrowdChecks {
  static final List<Check> ALL =
      List.of(
          new Check(
              "apply-at-once",
              "The same order given eight times at once has one effect.",
              CrowdChecks::appliesOnceAmongMany),
          new Check(
              "targets-at-once",
              "Orders for two targets at once don't get into each other's way.",
              CrowdChecks::keepsTargetsApart),
          new Check(
              "changes-at-once",
              "Two changes that want one target at once come one after the other.",
              CrowdChecks::takesTurns));

  private static final int CALLERS = 8;

  private CrowdChecks() {}

  private static void appliesOnceAmongMany(Hands hands) throws Exception {
    String target = hands.ready(1).getFirst();
    TargetOrder order = hands.apply(hands.change("a"), target);
    hands.given(order);
    Callable<Effect> call = () -> hands.patient(() -> hands.subDomain.apply(order));
    List<Effect> effects = atOnce(Collections.nCopies(CALLERS, call));
    hands.arrive(order, Direction.APPLY);
    long applied = effects.stream().filter(effect -> effect == Effect.APPLIED).count();
    require(applied <= 1, "%d of %d say that they changed it".formatted(applied, CALLERS));
    require(hands.look(target).changedBy().equals(order.change()), "is not changed");
  }

  private static void keepsTargetsApart(Hands hands) throws Exception {
    List<String> names = hands.ready(2);
    List<Target> before = names.stream().map(hands::look).toList();
    String change = hands.change("a");
    atOnce(
        names.stream()
            .<Callable<Effect>>map(
                name -> () -> hands.carryOut(hands.apply(change, name), Direction.APPLY))
            .toList());
    for (String name : names) {
      require(
          hands.look(name).changedBy().equals(change),
          "%s counts as changed by \"%s\"".formatted(name, hands.look(name).changedBy()));
    }
    atOnce(
        names.stream()
            .<Callable<Effect>>map(
                name -> () -> hands.carryOut(hands.revert(change, name), Direction.REVERT))
            .toList());
    for (Target was : before) {
      Target is = hands.look(was.name());
      require(
          is.version().equals(was.version()),
          "%s went back to version %s instead of %s"
              .formatted(was.name(), is.version(), was.version()));
    }
  }

  private static void takesTurns(Hands hands) throws Exception {
    String target = hands.ready(1).getFirst();
    Target before = hands.look(target);
    TargetOrder one = hands.apply(hands.change("a"), target);
    TargetOrder other =
        hands.order(
            hands.change("b"), target, Direction.APPLY, one.fence(), hands.trial.otherParameters());
    List<Effect> effects =
        atOnce(
            List.of(
                () -> applyUntilOvertaken(hands, one), () -> applyUntilOvertaken(hands, other)));
    String last = hands.look(target).changedBy();
    require(
        last.equals(one.change()) || last.equals(other.change()),
        "counts as changed by \"%s\"".formatted(last));
    boolean oneIsLast = last.equals(one.change());
    String first = oneIsLast ? other.change() : one.change();
    boolean nothingWasLeft = effects.get(oneIsLast ? 1 : 0) == Effect.ALREADY_THERE;
    hands.carryOut(hands.revert(last, target), Direction.REVERT);
    String owner = hands.look(target).changedBy();
    // Where what one wants includes what the other wants, the other may come second and do nothing.
    require(
        owner.equals(first) || (nothingWasLeft && owner.equals(before.changedBy())),
        "belongs to \"%s\" once the later of two changes was taken back".formatted(owner));
    hands.carryOut(hands.revert(first, target), Direction.REVERT);
    require(
        hands.look(target).version().equals(before.version()),
        "went back to version %s instead of %s"
            .formatted(hands.look(target).version(), before.version()));
  }

  /** Once the other change has the target, this one waits for nothing any more. */
  private static Effect applyUntilOvertaken(Hands hands, TargetOrder order)
      throws InterruptedException {
    hands.given(order);
    Effect effect = hands.patient(() -> hands.subDomain.apply(order));
    hands.arriveUnless(
        order,
        Direction.APPLY,
        () -> !hands.look(order.target()).changedBy().equals(order.change()));
    return effect;
  }

  private static <T> List<T> atOnce(List<Callable<T>> calls) throws Exception {
    List<T> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<T> each : threads.invokeAll(calls)) {
        answers.add(each.get());
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
    return answers;
  }
}
