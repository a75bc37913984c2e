package dev.sluice.domain.steps;

import java.time.Duration;

/** What is to be done next. Whoever carries it out answers with the signal named at each. */
public sealed interface StepsCommand {
  /** Wait for approvals: {@link StepsSignal.Approve}, {@link StepsSignal.ApprovalTimedOut}. */
  record AwaitApproval(Duration atMost) implements StepsCommand {}

  /**
   * Ask the gate: {@link StepsSignal.GateTold} any number of times, then {@link
   * StepsSignal.GateOpened} or {@link StepsSignal.GateRefused}.
   */
  record AskGate() implements StepsCommand {}

  /** Give back what it asked of the gate, or holds there. Answers nothing. */
  record LeaveGate() implements StepsCommand {}

  /**
   * Tell a running step that a freeze or an incident stops it, or no longer does.
   *
   * @param stop which, in words; empty for none any more
   */
  record TellStep(String step, String stop) implements StepsCommand {}

  /** Run a step: {@link StepsSignal.StepEnded}. */
  record RunStep(String step) implements StepsCommand {}

  /**
   * Stop a running step; it still answers with {@link StepsSignal.StepEnded}.
   *
   * @param hold true to leave its targets as they are, false to take them back
   */
  record StopStep(String step, boolean hold, String reason) implements StepsCommand {}

  /** Take a step back that was done, batch by batch: {@link StepsSignal.StepTakenBack}. */
  record TakeBack(String step, int round, String reason) implements StepsCommand {}

  /** Pass a pause, or its end, on to a running step. */
  record PauseStep(String step, boolean pause, String actor, String reason)
      implements StepsCommand {}

  /** Call a person. */
  record Page(String reason) implements StepsCommand {}
}
