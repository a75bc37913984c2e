package dev.sluice.domain.control;

import dev.sluice.domain.changetype.Precheck;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What policies, freezes and services ask of a change: of each kind the strictest.
 *
 * @param approvals by role, in name order, each role once
 * @param approvalTimeout how long approvals are waited for at most; null as the type says
 * @param notBefore when it may begin; null for at once
 * @param notAfter first moment that is too late to begin; null for none
 * @param minimumBake each batch is watched so long at least; null as the type says
 * @param growth of batches, at most; null as the type says
 * @param maxBatch targets of a batch, at most; null as the type says
 * @param maxTargetsAtRisk at most; null as the type says
 * @param prechecks asked on top of the type's
 * @param refusals why it may not be made; empty when it may
 * @param holds why it has to wait now, beside its window; empty when it has not
 * @param raises what is added to its risk
 * @param rules that matched or failed, shadow rules too
 */
public record Controls(
    List<RoleApprovals> approvals,
    @Nullable Duration approvalTimeout,
    @Nullable Instant notBefore,
    @Nullable Instant notAfter,
    @Nullable Duration minimumBake,
    @Nullable Double growth,
    @Nullable Integer maxBatch,
    @Nullable Integer maxTargetsAtRisk,
    List<Precheck> prechecks,
    List<String> refusals,
    List<String> holds,
    List<RiskRaise> raises,
    List<AppliedRule> rules) {
  /** Nothing is asked. */
  public static final Controls NONE =
      new Controls(
          List.of(), null, null, null, null, null, null, null, List.of(), List.of(), List.of(),
          List.of(), List.of());

  public Controls {
    approvals = List.copyOf(approvals);
    prechecks = List.copyOf(prechecks);
    refusals = List.copyOf(refusals);
    holds = List.copyOf(holds);
    raises = List.copyOf(raises);
    rules = List.copyOf(rules);
  }

  /** Only this hold: what is said where rules can't be had. */
  public static Controls held(String why) {
    return NONE.alsoHeld(List.of(why));
  }

  /** The same, and held for these reasons too. */
  public Controls alsoHeld(List<String> reasons) {
    List<String> all = new ArrayList<>(holds);
    all.addAll(reasons);
    return new Controls(
        approvals,
        approvalTimeout,
        notBefore,
        notAfter,
        minimumBake,
        growth,
        maxBatch,
        maxTargetsAtRisk,
        prechecks,
        refusals,
        all,
        raises,
        rules);
  }

  /** Approvals of all roles together. */
  public int approvalsByRole() {
    return approvals.stream().mapToInt(RoleApprovals::count).sum();
  }

  /** What a change may do now. */
  public PolicyDecision decision(Instant now) {
    if (!refusals.isEmpty()) {
      return new PolicyDecision.Refuse(refusals);
    }
    List<String> waits = new ArrayList<>(holds);
    if (notBefore != null && now.isBefore(notBefore)) {
      waits.add("It may not begin before " + notBefore + ".");
    }
    if (notAfter != null && !now.isBefore(notAfter)) {
      waits.add("Its time to begin ended at " + notAfter + ": plan it again.");
    }
    return waits.isEmpty() ? new PolicyDecision.Go() : new PolicyDecision.Hold(waits);
  }
}
