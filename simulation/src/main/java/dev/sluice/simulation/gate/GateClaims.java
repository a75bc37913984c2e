package dev.sluice.simulation.gate;

import dev.sluice.domain.gate.Caps;
import dev.sluice.domain.gate.Claim;
import dev.sluice.domain.gate.GateCommand;
import dev.sluice.domain.gate.GateState;
import dev.sluice.domain.gate.Standing;
import dev.sluice.domain.gate.Stop;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All that must always hold at the gate, told from what changes do, not from what it believes. */
public final class GateClaims {
  private GateClaims() {}

  public static List<GateClaim> fresh() {
    return List.of(
        new NeverOverACap(),
        new NeverTwoOnOneTarget(),
        new NeighboursTakeTurns(),
        new NothingBeginsWhileItIsStopped(),
        new WhatIsStoppedIsSuspended(),
        new EveryWaitingChangeSaysWhy(),
        new NobodyIsOvertaken(),
        new EveryChangeHasItsTurn(),
        new LocksOfTheDeadComeFree(),
        new WhatRunsAlreadyIsInsideAtOnce(),
        new NobodyIsLetInBeforeAllThatRunAreKnown());
  }

  /** No change begins where more targets would be at risk than a cap allows. */
  static final class NeverOverACap implements GateClaim {
    @Override
    public void opening(GateWorld world, GateCommand.Open open) {
      Caps caps = world.caps();
      Claim claim = world.wish(open.change()).claim();
      int all = world.atRisk(_ -> true) + claim.atRisk();
      require(all <= caps.overall(), "%d targets at risk, at most %d", all, caps.overall());
      for (Map.Entry<String, Integer> zone : claim.zones().entrySet()) {
        int there = world.atRiskIn(zone.getKey()) + zone.getValue();
        require(there <= caps.perZone(), "%d targets at risk in %s", there, zone.getKey());
      }
      for (String service : claim.services()) {
        int there = world.atRisk(one -> one.services().contains(service)) + claim.atRisk();
        require(there <= caps.perService(), "%d targets at risk of %s", there, service);
      }
    }
  }

  static final class NeverTwoOnOneTarget implements GateClaim {
    @Override
    public void opening(GateWorld world, GateCommand.Open open) {
      Wish wish = world.wish(open.change());
      for (Wish other : world.running()) {
        require(
            Collections.disjoint(wish.touches(), other.touches()),
            "%s and %s on the same target",
            wish.id(),
            other.id());
      }
    }
  }

  static final class NeighboursTakeTurns implements GateClaim {
    @Override
    public void opening(GateWorld world, GateCommand.Open open) {
      Claim claim = world.wish(open.change()).claim();
      for (Wish other : world.running()) {
        boolean apart =
            Collections.disjoint(claim.services(), other.services())
                && Collections.disjoint(claim.services(), other.claim().neighbours());
        require(apart, "%s beside %s", claim.change(), other.id());
      }
    }
  }

  static final class NothingBeginsWhileItIsStopped implements GateClaim {
    @Override
    public void opening(GateWorld world, GateCommand.Open open) {
      Stop stop = world.stopOf(open.change());
      if (stop != null) {
        require(false, "%s begins in %s", open.change(), stop);
      }
    }
  }

  static final class WhatIsStoppedIsSuspended implements GateClaim {
    @Override
    public void after(GateWorld world) {
      for (Wish wish : world.running()) {
        if (world.isRecalling() && !world.isInside(wish.id())) {
          continue;
        }
        Stop stop = world.stopOf(wish.id());
        boolean suspended = world.isSuspended(wish.id());
        if (suspended == (stop == null)) {
          require(false, "%s: %s, suspended %s", wish.id(), String.valueOf(stop), suspended);
        }
      }
    }
  }

  /** And what it says is true: what it names is there, and before it. */
  static final class EveryWaitingChangeSaysWhy implements GateClaim {
    @Override
    public void after(GateWorld world) {
      if (world.isRecalling()) {
        return;
      }
      for (Wish wish : world.waiting()) {
        Standing standing = world.standing(wish.id());
        require(standing != null, "%s waits and was not told why", wish.id());
        if (standing != null) {
          require(isTrue(world, wish, standing), "%s waits for %s", wish.id(), standing);
        }
      }
    }

    private static boolean isTrue(GateWorld world, Wish wish, Standing standing) {
      return switch (standing.cause()) {
        case CHANGE -> world.isBeforeIt(standing.on(), wish.id());
        case FREEZE, INCIDENT -> isNamed(world.stopOf(wish.id()), standing.on());
        case CAP -> world.stopOf(wish.id()) == null;
        case GATE -> false;
        case TIME -> world.now().toString().compareTo(standing.on()) < 0;
      };
    }

    private static boolean isNamed(@Nullable Stop stop, String name) {
      return stop != null && stop.name().equals(name);
    }
  }

  /**
   * Of two that can't run at once, the later never begins while the earlier waits for nothing else.
   */
  static final class NobodyIsOvertaken implements GateClaim {
    @Override
    public void opening(GateWorld world, GateCommand.Open open) {
      Wish wish = world.wish(open.change());
      for (Wish other : world.waiting()) {
        if (!world.goesFirst(other, wish)) {
          continue;
        }
        boolean apart =
            Collections.disjoint(wish.services(), other.services())
                && Collections.disjoint(wish.services(), other.claim().neighbours())
                && Collections.disjoint(wish.touches(), other.touches());
        require(
            other.id().equals(wish.id()) || apart || world.isKeptOut(other.id()),
            "%s overtakes %s",
            wish.id(),
            other.id());
      }
    }
  }

  /** No deadlock: when no stop is left, all have run, were refused, or gave up. */
  static final class EveryChangeHasItsTurn implements GateClaim {
    @Override
    public void end(GateWorld world) {
      require(world.waiting().isEmpty(), "still waiting: %s", world.waiting());
    }
  }

  static final class LocksOfTheDeadComeFree implements GateClaim {
    @Override
    public void end(GateWorld world) {
      GateState state = world.state();
      require(state.inside().isEmpty(), "still inside: %s", state.inside());
      require(state.queue().isEmpty(), "still in the queue: %s", state.queue());
    }
  }

  /** It is a fact: others have to wait for it. */
  static final class WhatRunsAlreadyIsInsideAtOnce implements GateClaim {
    @Override
    public void after(GateWorld world) {
      if (world.isRecalling()) {
        return;
      }
      for (Wish wish : world.running()) {
        require(world.isInside(wish.id()), "%s runs, and the gate does not know", wish.id());
      }
    }
  }

  static final class NobodyIsLetInBeforeAllThatRunAreKnown implements GateClaim {
    @Override
    public void opening(GateWorld world, GateCommand.Open open) {
      for (Wish wish : world.running()) {
        require(world.isInside(wish.id()), "%s begins, unknown %s runs", open.change(), wish.id());
      }
    }
  }
}
