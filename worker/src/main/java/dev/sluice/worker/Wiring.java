package dev.sluice.worker;

import dev.sluice.activities.reconcile.Fates;
import dev.sluice.activities.reconcile.Works;
import dev.sluice.domain.gate.GateRules;
import dev.sluice.worker.api.Catalog;
import dev.sluice.worker.api.Planning;
import dev.sluice.worker.gate.GateDesk;
import java.util.List;
import java.util.Map;

/** What a process runs: the parts that know about changes, put together for one configuration. */
public interface Wiring extends AutoCloseable {
  /** Classes that implement workflows. */
  List<Class<?>> workflowTypes();

  /** Objects that implement activities, by the task queue they serve. */
  Map<String, List<Object>> activities();

  /**
   * Implements the activities of the reconciler.
   *
   * @param works who is at work
   * @param fates what became of changes
   */
  Object reconciling(Works works, Fates fates);

  /** The caps and freezes that hold for all changes now. */
  GateRules gateRules();

  /**
   * Told once the gate can be asked which changes run; before, none can be planned that policies
   * judge by it.
   */
  void meets(GateDesk desk);

  /** Whether there is anybody to tell of changes. */
  boolean notifies();

  Planning planning();

  Catalog catalog();

  /** Lets go of whatever the parts hold. Called after the workers have stopped. */
  @Override
  void close();
}
