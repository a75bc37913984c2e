package dev.sluice.domain.changetype;

import dev.sluice.domain.plan.ChangeClass;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a change type says of the danger of its changes.
 *
 * @param changeClass standard, normal or emergency
 * @param risk 1 (harmless) to 5 (dangerous)
 * @param approvals needed before the first batch, 0 to 10; a normal change needs at least 1
 * @param approvalTimeout how long to wait for them before the change ends untouched
 * @param onStop how far a running change goes on when a freeze or an incident begins
 * @param trafficPercent percent of their services' traffic that its changes meet, 0 to 100 once it
 *     is filled; null where that is not known
 */
public record Control(
    ChangeClass changeClass,
    int risk,
    int approvals,
    Duration approvalTimeout,
    OnStop onStop,
    @Nullable Template trafficPercent) {
  private static final int MAX_APPROVALS = 10;

  /** One that finishes the batch in hand when a freeze begins. */
  public Control(ChangeClass changeClass, int risk, int approvals, Duration approvalTimeout) {
    this(changeClass, risk, approvals, approvalTimeout, OnStop.HOLD, null);
  }

  public Control {
    new Faults()
        .require(risk >= 1 && risk <= 5, "risk", "must lie in 1 (harmless) to 5 (dangerous)")
        .require(approvals >= 0 && approvals <= MAX_APPROVALS, "approvals", "must lie in 0 to 10")
        .require(
            changeClass != ChangeClass.NORMAL || approvals >= 1,
            "approvals",
            "must be at least 1: a change of class normal needs approval")
        .require(approvalTimeout.isPositive(), "approvalTimeout", "must be longer than 0s")
        .throwIfAny();
  }
}
