package dev.sluice.simulation.invariant;

import dev.sluice.domain.rollout.Decision;
import dev.sluice.domain.rollout.RolloutSignal;
import dev.sluice.simulation.world.Moment;

/**
 * A signal that was taken in changes nothing when it comes again. Two wishes to extend a bake are
 * two wishes, and a second verdict of a person is about what is judged then: whoever sends these
 * names each, so that none is delivered twice.
 */
public final class TheSameSignalTwiceChangesNothing implements Invariant {
  @Override
  public void after(Moment moment) {
    RolloutSignal signal = moment.signal();
    if (signal instanceof RolloutSignal.ExtendBake
        || signal instanceof RolloutSignal.OverrideVerdict) {
      return;
    }
    Decision again = moment.world().decider().decide(moment.after(), signal);
    require(
        again.facts().isEmpty() && again.commands().isEmpty(),
        "%s twice gives %s",
        signal.getClass().getSimpleName(),
        again);
  }
}
