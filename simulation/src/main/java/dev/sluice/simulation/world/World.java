package dev.sluice.simulation.world;

import dev.sluice.domain.plan.Plan;
import dev.sluice.domain.rollout.Phase;
import dev.sluice.domain.rollout.Rollout;
import dev.sluice.domain.rollout.RolloutEvent;
import dev.sluice.domain.rollout.RolloutSignal;
import dev.sluice.domain.rollout.RolloutState;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A change, its targets, faults and people, all from one seed. The same seed runs the same way. */
public final class World {
  private static final int MOST_STEPS = 200_000;
  private static final int LATE_SECONDS = 7_200;

  private final long seed;
  private final WorldKind kind;
  private final Decider decider;
  private final List<? extends Watcher> watchers;
  private final Dice dice;
  private final Agenda agenda = new Agenda();
  private final Plan plan;
  private final Fleet fleet;
  private final Inspector inspector = new Inspector(this);
  private final Operators operators = new Operators(this);
  private final Gatekeeper gatekeeper = new Gatekeeper(this);
  private final History history = new History();
  private Run change;
  private @Nullable Run stageInHand;
  private int ordersInHand;
  private int lostStages;
  private int pages;

  public World(long seed, WorldKind kind, Decider decider, List<? extends Watcher> watchers) {
    this.seed = seed;
    this.kind = kind;
    this.decider = decider;
    this.watchers = watchers;
    dice = new Dice(new SplittableRandom(seed));
    plan = new PlanDice(dice).plan();
    fleet = new Fleet(plan, kind.faults(), dice);
    change =
        new Run(
            this,
            "change",
            dice.chance(0.5) ? Rollout.plannedForGate(plan) : Rollout.planned(plan),
            null);
  }

  /**
   * Runs until nothing is left to happen.
   *
   * @throws BrokenWorld when a watcher finds what must never happen
   */
  public void run() {
    agenda.in(0, () -> change.take(new RolloutSignal.Begin()));
    operators.meddle(kind.faults().meddling());
    gatekeeper.stop(kind.faults().stops());
    for (int step = 0; step < MOST_STEPS; step++) {
      if (!agenda.step()) {
        watchers.forEach(watcher -> watcher.ended(this));
        return;
      }
    }
    throw new BrokenWorld("BoundedSteps", "still running after %d steps".formatted(MOST_STEPS));
  }

  void took(Moment moment) {
    history.add(agenda.second(), moment);
    truth(moment);
    watchers.forEach(watcher -> watcher.after(moment));
    if (moment.run() == change && !moment.decision().facts().isEmpty()) {
      operators.look(moment.after());
      if (moment.after().phase() == Phase.REPLANNING) {
        agenda.in(dice.between(1, 600), () -> planAgain(moment.run()));
      }
    }
  }

  /** As its workflow does: approvals hold unless the new plan is another. */
  private void planAgain(Run before) {
    RolloutState given = before.state();
    if (before != change || given.phase() != Phase.REPLANNING) {
      return;
    }
    before.kill();
    boolean same = dice.chance(0.7);
    RolloutState planned =
        given.passage().asks() ? Rollout.plannedForGate(plan) : Rollout.planned(plan);
    change =
        new Run(
            this,
            "change again",
            Rollout.plannedAgain(planned, same ? given.given() : List.of(), given.pausedBy()),
            null);
    Run again = change;
    agenda.in(0, () -> again.take(new RolloutSignal.Begin()));
  }

  /** Whoever found a batch good, its targets are at risk no more. */
  private void truth(Moment moment) {
    for (RolloutEvent fact : moment.decision().facts()) {
      if (fact instanceof RolloutEvent.BatchPassed passed) {
        fleet.judgeGood(passed.batch());
      }
    }
  }

  void stepped() {
    watchers.forEach(watcher -> watcher.stepped(this));
  }

  /** Delivers something nobody waits for, now or later, perhaps twice. */
  void deliver(Run to, RolloutSignal signal) {
    deliver(to, signal, () -> to.take(signal));
  }

  void deliver(Run to, RolloutSignal signal, Runnable firstTime) {
    long seconds = dice.between(1, 5);
    if (dice.chance(kind.faults().late())) {
      seconds += dice.between(0, LATE_SECONDS);
    }
    agenda.in(seconds, firstTime);
    if (repeatable(signal) && dice.chance(kind.faults().repeated())) {
      agenda.in(seconds + dice.between(0, 2 * LATE_SECONDS), () -> to.take(signal));
    }
  }

  /** What asks for more each time is delivered once: whoever sends it names each wish. */
  private static boolean repeatable(RolloutSignal signal) {
    return !(signal instanceof RolloutSignal.ExtendBake)
        && !(signal instanceof RolloutSignal.OverrideVerdict)
        && !(signal instanceof RolloutSignal.Resume)
        && !(signal instanceof RolloutSignal.Begin);
  }

  void ordersInHand(int more) {
    ordersInHand += more;
  }

  void lostStages(int more) {
    lostStages += more;
  }

  void stageInHand(@Nullable Run stage) {
    stageInHand = stage;
  }

  void paged() {
    pages++;
  }

  /** The world's clock. */
  public Instant now() {
    return Instant.EPOCH.plusSeconds(agenda.second());
  }

  /** Orders that change targets or take them back, running now. */
  public int ordersInHand() {
    return ordersInHand;
  }

  /** Stage rollouts that were lost so far. */
  public int lostStages() {
    return lostStages;
  }

  /** The stage's rollout that runs now, null when none does. */
  public @Nullable Run stageInHand() {
    return stageInHand;
  }

  /** How often a person was called. */
  public int pages() {
    return pages;
  }

  public long seed() {
    return seed;
  }

  public WorldKind kind() {
    return kind;
  }

  public Plan plan() {
    return plan;
  }

  public Fleet fleet() {
    return fleet;
  }

  /** The rollout of the whole change. */
  public Run change() {
    return change;
  }

  public RolloutState state() {
    return change.state();
  }

  public History history() {
    return history;
  }

  public Decider decider() {
    return decider;
  }

  Faults faults() {
    return kind.faults();
  }

  Dice dice() {
    return dice;
  }

  Agenda agenda() {
    return agenda;
  }

  Gatekeeper gatekeeper() {
    return gatekeeper;
  }

  Inspector inspector() {
    return inspector;
  }
}
