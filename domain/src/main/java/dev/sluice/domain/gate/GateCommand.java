package dev.sluice.domain.gate;

/** What a change is told by the gate. */
public sealed interface GateCommand {
  String change();

  /**
   * It may begin.
   *
   * @param pass the freezes and incidents that it passes as an emergency or by an exemption
   */
  record Open(String change, Pass pass) implements GateCommand {}

  /** It waits, and for what. */
  record Tell(String change, Standing standing) implements GateCommand {}

  /** It runs and has to stop between two batches, keeping what it holds. */
  record Suspend(String change, String stop) implements GateCommand {}

  /**
   * It may go on.
   *
   * @param pass the freezes and incidents that still last and that it passes
   */
  record Wake(String change, Pass pass) implements GateCommand {}

  /** It has to say what it holds. */
  record Recall(String change) implements GateCommand {}

  /** Its time to begin is over: as it was planned, it can't begin any more. */
  record Late(String change, String reason) implements GateCommand {}

  /** It can't begin, ever. */
  record Refuse(String change, String reason) implements GateCommand {}
}
