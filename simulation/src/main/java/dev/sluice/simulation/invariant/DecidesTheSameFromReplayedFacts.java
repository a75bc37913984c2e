package dev.sluice.simulation.invariant;

import dev.sluice.domain.rollout.Decision;
import dev.sluice.domain.rollout.Rollout;
import dev.sluice.domain.rollout.RolloutEvent;
import dev.sluice.domain.rollout.RolloutState;
import dev.sluice.simulation.world.Moment;
import dev.sluice.simulation.world.Run;
import dev.sluice.simulation.world.World;
import java.util.HashMap;
import java.util.Map;

/** A state rebuilt from all facts is the same and decides the same. */
public final class DecidesTheSameFromReplayedFacts implements Invariant {
  private final Map<Run, RolloutState> replayed = new HashMap<>();

  @Override
  public void after(Moment moment) {
    RolloutState rebuilt = replayed.getOrDefault(moment.run(), moment.run().first());
    Decision again = moment.world().decider().decide(rebuilt, moment.signal());
    require(again.equals(moment.decision()), "once %s, then %s", moment.decision(), again);
    for (RolloutEvent fact : moment.decision().facts()) {
      rebuilt = Rollout.apply(rebuilt, fact);
    }
    require(rebuilt.equals(moment.after()), "%s is rebuilt as %s", moment.after(), rebuilt);
    replayed.put(moment.run(), rebuilt);
  }

  @Override
  public void ended(World world) {
    RolloutState rebuilt = world.change().first();
    for (RolloutEvent fact : world.change().facts()) {
      rebuilt = Rollout.apply(rebuilt, fact);
    }
    require(rebuilt.equals(world.state()), "%s is rebuilt as %s", world.state(), rebuilt);
  }
}
