package dev.sluice.domain.plan;

import java.time.Duration;
import java.util.List;

/**
 * How dangerous a change is held to be, and what follows.
 *
 * @param changeClass standard, normal or emergency
 * @param risk 1 (harmless) to 5 (dangerous)
 * @param approvalsNeeded approvals before the first batch, from people other than the requester
 * @param approvalTimeout how long to wait for them before the change ends untouched
 * @param reasons why, one sentence each
 */
public record Classification(
    ChangeClass changeClass,
    int risk,
    int approvalsNeeded,
    Duration approvalTimeout,
    List<String> reasons) {
  public Classification {
    reasons = List.copyOf(reasons);
    if (risk < 1 || risk > 5) {
      throw new IllegalArgumentException("risk must lie in 1 to 5: " + risk);
    }
  }

  Classification approvedElsewhere() {
    return new Classification(
        changeClass,
        risk,
        0,
        approvalTimeout,
        List.of("It is a step of a change that is approved as a whole."));
  }
}
