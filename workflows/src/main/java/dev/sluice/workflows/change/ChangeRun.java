package dev.sluice.workflows.change;

import dev.sluice.domain.plan.ChangePlan;
import dev.sluice.domain.rollout.RolloutSignal;
import dev.sluice.proto.history.v1.ChangeResult;
import dev.sluice.proto.history.v1.GateMessage;
import dev.sluice.proto.history.v1.StageProgress;
import dev.sluice.proto.history.v1.StepProgress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A change that is planned, while it runs. */
interface ChangeRun {
  /**
   * Runs to its end, or goes on in a new run of the workflow.
   *
   * @return null when it is to be planned again; then nothing is touched
   */
  @Nullable ChangeResult run();

  ChangePlan plan();

  /** Whether it waits for people, or for the gate to let it in. */
  boolean mayBePlannedAgain();

  /** What was planned is not true any more. Changes nothing once the gate has let it in. */
  void planAgain(String reason);

  /**
   * Why what a person says does not fit, and what would; empty when it fits.
   *
   * @param step the step that is meant; empty for none in particular
   */
  Optional<String> refusal(RolloutSignal.Steering steering, String step);

  /** Does what a person says; what does not fit any more changes nothing. */
  void take(RolloutSignal.Steering steering, String step);

  /** What the gate says. */
  void take(GateMessage message);

  /** A stage of it told how far it is. */
  default void stageProgressed(StageProgress progress) {}

  /** A step of it told how far it is. */
  default void stepProgressed(StepProgress progress) {}
}
