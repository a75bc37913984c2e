package dev.sluice.simulation.world;

import dev.sluice.domain.inspection.Verdict;
import dev.sluice.domain.rollout.Phase;
import dev.sluice.domain.rollout.RolloutSignal;
import dev.sluice.domain.rollout.RolloutState;
import dev.sluice.domain.rollout.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The people of a world: those who meddle, and the one on call who comes when a change waits. */
final class Operators {
  private static final int PATIENCE = 6;
  private static final Duration LONGER = Duration.ofMinutes(10);

  private final World world;
  private int acts;

  Operators(World world) {
    this.world = world;
  }

  /** Plans what they will do unasked, sense or nonsense. */
  void meddle(int most) {
    for (int i = world.dice().between(0, most); i > 0; i--) {
      world
          .agenda()
          .in(world.dice().between(0, 20_000), () -> world.deliver(world.change(), nonsense()));
    }
  }

  private RolloutSignal nonsense() {
    return world
        .dice()
        .pick(
            List.of(
                new RolloutSignal.Approve("meddler", "why not"),
                new RolloutSignal.PlanAgain("its risk was lowered"),
                new RolloutSignal.Pause("meddler", "lunch"),
                new RolloutSignal.Pause("meddler", "lunch"),
                new RolloutSignal.Resume("meddler", "lunch is over"),
                new RolloutSignal.Abort("meddler", "bad feeling", false),
                new RolloutSignal.Abort("meddler", "bad feeling", true),
                new RolloutSignal.ExtendBake("meddler", "to be sure", LONGER, anyBatch()),
                new RolloutSignal.ExtendBake("meddler", "mistyped", Duration.ZERO, 0),
                new RolloutSignal.OverrideVerdict("meddler", "I know it", Verdict.PASS, anyBatch()),
                new RolloutSignal.OverrideVerdict(
                    "meddler", "I know it", Verdict.FAIL, anyBatch())));
  }

  private int anyBatch() {
    return world.dice().between(0, 3);
  }

  private static int inHand(RolloutState state) {
    return state.begun() > state.passed() ? state.current().number() : 0;
  }

  /** Has someone come if the change waits for a person now. */
  void look(RolloutState state) {
    boolean waits =
        switch (state.phase()) {
          case AWAITING_APPROVAL, PAUSED, HELD -> true;
          case PLANNED,
              REPLANNING,
              AT_GATE,
              PRECHECKING,
              TAKING_BASELINE,
              APPLYING,
              BAKING,
              IN_STAGE,
              SUSPENDED,
              ROLLING_BACK,
              WATCHING,
              ENDED ->
              false;
        };
    if (waits) {
      world
          .agenda()
          .in(
              world.dice().between(60, 3_600),
              () -> {
                if (world.change().state().equals(state)) {
                  act(state);
                }
              });
    }
  }

  private void act(RolloutState state) {
    if (state.phase() == Phase.AWAITING_APPROVAL) {
      if (world.dice().chance(0.95)) {
        say(approval("approver " + (acts + state.given().size() + 1)));
      }
      return;
    }
    acts++;
    boolean stuck = state.trouble() == Trouble.ROLLBACK_STUCK;
    if (acts > PATIENCE) {
      say(new RolloutSignal.Abort("on call", "enough", stuck || acts > 2 * PATIENCE));
    } else if (state.phase() == Phase.PAUSED) {
      say(world.dice().chance(0.8) ? new RolloutSignal.Resume("on call", "go on") : abort());
    } else if (stuck) {
      repairSometimes();
      say(
          world.dice().chance(0.1)
              ? new RolloutSignal.Abort("on call", "by hand", true)
              : new RolloutSignal.Resume("on call", "try again"));
    } else {
      held(state);
    }
  }

  private void held(RolloutState state) {
    RolloutSignal resume = new RolloutSignal.Resume("on call", "try again");
    if (state.trouble() == Trouble.NOT_READY) {
      say(world.dice().chance(0.9) ? resume : abort());
    } else if (state.trouble() == Trouble.APPLY_FAILED) {
      repairSometimes();
      say(world.dice().chance(0.6) ? resume : abort());
    } else if (state.trouble() == Trouble.UNDECIDED && inHand(state) == 0) {
      say(world.dice().chance(0.8) ? resume : abort());
    } else if (state.trouble() == Trouble.UNDECIDED) {
      say(
          world
              .dice()
              .pick(
                  List.of(
                      new RolloutSignal.ExtendBake("on call", "look longer", LONGER, inHand(state)),
                      new RolloutSignal.OverrideVerdict(
                          "on call", "it is fine", Verdict.PASS, inHand(state)),
                      new RolloutSignal.OverrideVerdict(
                          "on call", "it is not", Verdict.FAIL, inHand(state)),
                      resume,
                      abort())));
    } else {
      boolean fine = !world.fleet().bad();
      say(
          fine && world.dice().chance(0.5)
              ? new RolloutSignal.OverrideVerdict(
                  "on call", "a false alarm", Verdict.PASS, inHand(state))
              : world.dice().chance(0.2) ? resume : abort());
    }
  }

  private RolloutSignal approval(String actor) {
    Instant expiry =
        world.dice().chance(0.6) ? null : world.now().plusSeconds(world.dice().between(60, 10_000));
    return new RolloutSignal.Approve(actor, "fine", List.of(), expiry);
  }

  private RolloutSignal abort() {
    return new RolloutSignal.Abort("on call", "take no risk", world.dice().chance(0.15));
  }

  private void repairSometimes() {
    if (world.dice().chance(0.6)) {
      world.fleet().repair();
    }
  }

  private void say(RolloutSignal signal) {
    world.deliver(world.change(), signal);
  }
}
