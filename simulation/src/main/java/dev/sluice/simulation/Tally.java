package dev.sluice.simulation;

import dev.sluice.domain.rollout.Outcome;
import dev.sluice.domain.rollout.RolloutEvent;
import dev.sluice.simulation.world.Moment;
import dev.sluice.simulation.world.Watcher;
import dev.sluice.simulation.world.World;
import java.util.EnumMap;
import java.util.Map;

/** What came of the worlds of one kind, added up. */
final class Tally implements Watcher {
  private final Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
  private int worlds;
  private int bad;
  private int badCompleted;
  private int stopped;
  private double touchedShare;
  private int batches;
  private int calledAPerson;
  private boolean stoppedHere;

  @Override
  public void after(Moment moment) {
    World world = moment.world();
    if (stoppedHere || moment.run() != world.change() || !world.fleet().bad()) {
      return;
    }
    if (moment.decision().facts().stream().anyMatch(Tally::stops) && world.fleet().touched() > 0) {
      stoppedHere = true;
      stopped++;
      touchedShare += (double) world.fleet().touched() / world.fleet().size();
      batches += world.fleet().lastTouchedBatch();
    }
  }

  private static boolean stops(RolloutEvent fact) {
    return fact instanceof RolloutEvent.RollbackBegun || fact instanceof RolloutEvent.Held;
  }

  @Override
  public void ended(World world) {
    worlds++;
    stoppedHere = false;
    Outcome outcome = world.state().outcome();
    if (outcome != null) {
      outcomes.merge(outcome, 1, Integer::sum);
    }
    if (world.fleet().bad()) {
      bad++;
      badCompleted += outcome == Outcome.COMPLETED ? 1 : 0;
    }
    calledAPerson += world.pages() > 0 ? 1 : 0;
  }

  int worlds() {
    return worlds;
  }

  int of(Outcome outcome) {
    return outcomes.getOrDefault(outcome, 0);
  }

  /** Worlds whose change harms its targets. */
  int bad() {
    return bad;
  }

  int badCompleted() {
    return badCompleted;
  }

  /** Bad changes that were stopped after they had touched something. */
  int stopped() {
    return stopped;
  }

  /** Mean share of targets touched when a bad change was first stopped, in [0, 1]. */
  double meanTouchedShare() {
    return stopped == 0 ? 0 : touchedShare / stopped;
  }

  /** Mean number of batches begun when a bad change was first stopped. */
  double meanBatches() {
    return stopped == 0 ? 0 : (double) batches / stopped;
  }

  int calledAPerson() {
    return calledAPerson;
  }
}
