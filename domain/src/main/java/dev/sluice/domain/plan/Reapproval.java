package dev.sluice.domain.plan;

import dev.sluice.domain.control.RoleApprovals;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Says whether those who approved a plan have approved another that was made in its place. */
public final class Reapproval {
  private static final Classification NONE =
      new Classification(ChangeClass.NORMAL, 1, 0, Duration.ZERO, List.of());

  private Reapproval() {}

  /**
   * What differs in what people approved. When it may begin, and why, may differ: that binds the
   * change by itself.
   *
   * @return parts of a sentence, "its targets"; empty when approvals of the one hold for the other
   */
  public static List<String> differences(ChangePlan approved, ChangePlan now) {
    List<String> differences = new ArrayList<>();
    note(differences, "its services", approved.services(), now.services());
    note(differences, "its parameters", approved.parameters(), now.parameters());
    note(differences, "how many targets it has", approved.targets(), now.targets());
    note(differences, "what is done and how it comes back", work(approved), work(now));
    int risk = approved.classification().risk();
    if (now.classification().risk() > risk) {
      differences.add("its risk, %d instead of %d".formatted(now.classification().risk(), risk));
    }
    if (asksMore(approved.classification(), now.classification())) {
      differences.add("which approvals are asked of it");
    }
    return differences;
  }

  private static void note(List<String> differences, String what, Object before, Object now) {
    if (!Objects.equals(before, now)) {
      differences.add(what);
    }
  }

  /** All of a plan but how dangerous it is held to be. */
  private static ChangePlan work(ChangePlan plan) {
    return switch (plan) {
      case Plan one -> one.classified(NONE);
      case StepsPlan steps ->
          new StepsPlan(
              steps.type(),
              steps.typeVersion(),
              steps.title(),
              steps.parameters(),
              NONE,
              steps.steps().stream()
                  .map(step -> new PlannedStep(step.step(), step.plan().classified(NONE)))
                  .toList());
    };
  }

  private static boolean asksMore(Classification approved, Classification now) {
    return now.approvalsNeeded() > approved.approvalsNeeded()
        || now.controls().approvals().stream()
            .anyMatch(asked -> asked.count() > count(approved, asked.role()));
  }

  private static int count(Classification classification, String role) {
    return classification.controls().approvals().stream()
        .filter(asked -> asked.role().equals(role))
        .mapToInt(RoleApprovals::count)
        .sum();
  }
}
