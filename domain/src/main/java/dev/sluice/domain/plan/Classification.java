package dev.sluice.domain.plan;

import dev.sluice.domain.control.ControlLevel;
import dev.sluice.domain.control.Controls;
import java.time.Duration;
import java.util.List;

/**
 * How dangerous a change is held to be, and what follows.
 *
 * @param changeClass standard, normal or emergency
 * @param risk 1 (harmless) to 5 (dangerous)
 * @param approvalsNeeded approvals before the first batch, from people other than the requester; at
 *     least those that {@code controls} ask for by role
 * @param approvalTimeout how long to wait for them before the change ends untouched
 * @param reasons why, one sentence each
 * @param level how far the change is controlled
 * @param controls what policies ask of it
 * @param footprint what is known of its surroundings
 */
public record Classification(
    ChangeClass changeClass,
    int risk,
    int approvalsNeeded,
    Duration approvalTimeout,
    List<String> reasons,
    ControlLevel level,
    Controls controls,
    Footprint footprint) {
  public Classification {
    reasons = List.copyOf(reasons);
    if (risk < 1 || risk > 5) {
      throw new IllegalArgumentException("risk must lie in 1 to 5: " + risk);
    }
  }

  /** As far as a change type alone tells. */
  public Classification(
      ChangeClass changeClass,
      int risk,
      int approvalsNeeded,
      Duration approvalTimeout,
      List<String> reasons) {
    this(
        changeClass,
        risk,
        approvalsNeeded,
        approvalTimeout,
        reasons,
        ControlLevel.BATCHED,
        Controls.NONE,
        Footprint.UNKNOWN);
  }

  /** The same with another risk and the reasons for it. */
  public Classification withRisk(int other, List<String> why) {
    return new Classification(
        changeClass, other, approvalsNeeded, approvalTimeout, why, level, controls, footprint);
  }

  /** The same with other controls. */
  public Classification withControls(Controls other) {
    return new Classification(
        changeClass, risk, approvalsNeeded, approvalTimeout, reasons, level, other, footprint);
  }

  /** The same, with what is known of its surroundings. */
  public Classification within(Footprint surroundings) {
    return new Classification(
        changeClass,
        risk,
        approvalsNeeded,
        approvalTimeout,
        reasons,
        level,
        controls,
        surroundings);
  }

  Classification approvedElsewhere() {
    return new Classification(
        changeClass,
        risk,
        0,
        approvalTimeout,
        List.of("It is a step of a change that is approved as a whole."),
        level,
        Controls.NONE,
        footprint);
  }
}
