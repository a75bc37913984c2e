package dev.sluice.workflows.reconcile;

import dev.sluice.proto.history.v1.ReconcilerInput;
import dev.sluice.proto.history.v1.ReconcilerPace;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Looks, waits, and looks again, until it is told to end. */
@WorkflowInterface
public interface ReconcilerWorkflow {
  /** The workflow's only id. */
  String ID = "sluice-reconciler";

  String TYPE = "Reconciler";

  /** Name of the signal {@link #pace}. */
  String PACE = "pace";

  @WorkflowMethod(name = TYPE)
  void run(ReconcilerInput input);

  @SignalMethod(name = PACE, description = "For workers: how often it looks from now on.")
  void pace(ReconcilerPace pace);
}
