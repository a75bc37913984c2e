package dev.sluice.workflows.change;

import dev.sluice.domain.inspection.Verdict;
import dev.sluice.domain.rollout.RolloutSignal;
import dev.sluice.proto.history.v1.Extension;
import dev.sluice.proto.history.v1.StageSteering;
import dev.sluice.proto.history.v1.Steering;
import dev.sluice.proto.history.v1.StepSteering;
import dev.sluice.workflows.wire.TimeWire;
import io.temporal.failure.ApplicationFailure;
import java.time.Instant;

/** What people say, from the wire. */
public final class SteeringOrders {
  private SteeringOrders() {}

  /** An approval holds from now on. */
  static RolloutSignal.Approve approve(Steering steering) {
    Instant expiry =
        steering.hasValidFor()
            ? ChangePage.now().plus(TimeWire.toDomain(steering.getValidFor()))
            : null;
    return new RolloutSignal.Approve(
        steering.getActor(), steering.getReason(), steering.getRolesList(), expiry);
  }

  static RolloutSignal.ExtendBake extend(Extension extension) {
    return new RolloutSignal.ExtendBake(
        extension.getActor(),
        extension.getReason(),
        TimeWire.toDomain(extension.getBy()),
        extension.getBatch());
  }

  static RolloutSignal.OverrideVerdict override(dev.sluice.proto.history.v1.Override override) {
    Verdict verdict =
        switch (override.getVerdict()) {
          case PASS -> Verdict.PASS;
          case FAIL -> Verdict.FAIL;
          case INCONCLUSIVE, VERDICT_UNSPECIFIED, UNRECOGNIZED ->
              throw ApplicationFailure.newNonRetryableFailure(
                  "a person's verdict is PASS or FAIL", ChangeWorkflow.WRONG_STATE);
        };
    return new RolloutSignal.OverrideVerdict(
        override.getActor(), override.getReason(), verdict, override.getBatch());
  }

  /** What a change passes on to its running stage. */
  public static RolloutSignal.Steering ofStage(StageSteering steering) {
    return switch (steering.getSteeringCase()) {
      case PAUSE ->
          new RolloutSignal.Pause(steering.getPause().getActor(), steering.getPause().getReason());
      case RESUME ->
          new RolloutSignal.Resume(
              steering.getResume().getActor(), steering.getResume().getReason());
      case STOP ->
          new RolloutSignal.Abort(
              steering.getStop().getActor(), steering.getStop().getReason(), true);
      case EXTENSION -> extend(steering.getExtension());
      case OVERRIDE -> override(steering.getOverride());
      case STEERING_NOT_SET -> throw new IllegalArgumentException("a steering without content");
    };
  }

  /** What a change passes on to a step of it. */
  static RolloutSignal.Steering ofStep(StepSteering steering) {
    return switch (steering.getSteeringCase()) {
      case PAUSE ->
          new RolloutSignal.Pause(steering.getPause().getActor(), steering.getPause().getReason());
      case RESUME ->
          new RolloutSignal.Resume(
              steering.getResume().getActor(), steering.getResume().getReason());
      case STOP ->
          new RolloutSignal.Abort(
              steering.getStop().getActor(),
              steering.getStop().getReason(),
              steering.getStop().getHold());
      case FREEZE -> throw new IllegalArgumentException("nobody says this: the gate does");
      case STEERING_NOT_SET -> throw new IllegalArgumentException("a steering without content");
    };
  }
}
