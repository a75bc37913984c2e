package dev.sluice.domain.gate;

/** What a change is told by the gate. */
public sealed interface GateCommand {
  String change();

  /**
   * It may begin.
   *
   * @param passed the freezes and incidents that it passes as an emergency or by an exemption, in
   *     words; empty for none
   */
  record Open(String change, String passed) implements GateCommand {}

  /** It waits, and for what. */
  record Tell(String change, Standing standing) implements GateCommand {}

  /** It runs and has to stop between two batches, keeping what it holds. */
  record Suspend(String change, String stop) implements GateCommand {}

  /**
   * It may go on.
   *
   * @param passed the freezes and incidents that still last and that it passes, in words; empty
   *     when none lasts
   */
  record Wake(String change, String passed) implements GateCommand {}

  /** It can't begin, ever. */
  record Refuse(String change, String reason) implements GateCommand {}
}
