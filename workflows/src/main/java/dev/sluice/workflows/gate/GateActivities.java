package dev.sluice.workflows.gate;

import dev.sluice.proto.history.v1.GateAnswer;
import dev.sluice.proto.history.v1.GateClaim;
import dev.sluice.proto.history.v1.GateLeave;
import dev.sluice.proto.history.v1.GateRoster;
import dev.sluice.proto.history.v1.Roll;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Speaks to the gate's workflow, which it starts where it is not running. */
@ActivityInterface
public interface GateActivities {
  /** Asks to be let in. The answer comes as a signal {@link GateWorkflow#MESSAGE}. */
  @ActivityMethod(name = "AskGate")
  void ask(GateClaim claim);

  /** Gives all back, or stops waiting. */
  @ActivityMethod(name = "LeaveGate")
  void leave(GateLeave leave);

  /** Says what a change holds that the gate asked; nobody hears it where no gate runs. */
  @ActivityMethod(name = "AnswerGate")
  void answer(GateAnswer answer);

  /** All changes that run, and what binds them. */
  @ActivityMethod(name = "ListRunningChanges")
  GateRoster whoRuns();

  /** Those of these workflows that have ended or are gone. */
  @ActivityMethod(name = "CallTheRoll")
  Roll ended(Roll roll);
}
