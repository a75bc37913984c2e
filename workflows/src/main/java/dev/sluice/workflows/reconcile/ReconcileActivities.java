package dev.sluice.workflows.reconcile;

import dev.sluice.proto.history.v1.EndOrder;
import dev.sluice.proto.history.v1.EndSight;
import dev.sluice.proto.history.v1.Lookouts;
import dev.sluice.proto.history.v1.VersionOrder;
import dev.sluice.proto.history.v1.VersionSight;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Looks at the running systems and at changes that have no end. */
@ActivityInterface
public interface ReconcileActivities {
  /** The sub-domains that change types name, in name order. */
  @ActivityMethod(name = "ListSubDomainsToLookAt")
  Lookouts lookouts();

  /**
   * Compares what all targets of a sub-domain run with what they ran before, records what changed
   * with no change that is known of, and remembers. Each is recorded once, however often it is
   * called. What can't be told fails, and changes nothing.
   */
  @ActivityMethod(name = "LookAtVersions")
  VersionSight look(VersionOrder order);

  /** Records the end of changes whose workflow was ended from outside, each once. */
  @ActivityMethod(name = "LookForMissingEnds")
  EndSight ends(EndOrder order);
}
