package dev.sluice.workflows.batch;

import dev.sluice.proto.history.v1.BatchEffect;
import dev.sluice.proto.history.v1.BatchOrder;
import dev.sluice.proto.history.v1.RollbackCheck;
import dev.sluice.proto.history.v1.RollbackCheckOrder;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/**
 * Changes and takes back the targets of a batch. Heartbeats carry the last target done, so that a
 * new attempt goes on from there. Runs on the sub-domain's own task queue.
 */
@ActivityInterface
public interface BatchActivities {
  @ActivityMethod(name = "ApplyBatch")
  BatchEffect apply(BatchOrder order);

  @ActivityMethod(name = "RevertBatch")
  BatchEffect revert(BatchOrder order);

  @ActivityMethod(name = "CheckRollback")
  RollbackCheck checkRollback(RollbackCheckOrder order);
}
