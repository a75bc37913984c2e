package dev.sluice.worker.api;

import java.util.Set;

/** What a caller may do. Every caller may plan, read and watch. */
public enum Role {
  VIEWER,
  REQUESTER,
  APPROVER,
  OPERATOR;

  private static final Set<String> STARTING =
      Set.of("StartChange", "ReportChange", "BeginStep", "EndStep", "EndGuardedChange");
  private static final Set<String> APPROVING =
      Set.of("ApproveChange", "ApproveGuardedChange", "LowerRisk");
  private static final Set<String> STEERING =
      Set.of(
          "PauseChange",
          "ResumeChange",
          "AbortChange",
          "ExtendBake",
          "OverrideVerdict",
          "DecideStep",
          "DeclareIncident",
          "EndIncident",
          "ExemptChange");

  /** The role that a method needs. */
  static Role neededBy(String method) {
    if (STARTING.contains(method)) {
      return REQUESTER;
    }
    if (APPROVING.contains(method)) {
      return APPROVER;
    }
    return STEERING.contains(method) ? OPERATOR : VIEWER;
  }
}
