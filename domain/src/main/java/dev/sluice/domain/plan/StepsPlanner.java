package dev.sluice.domain.plan;

import dev.sluice.domain.changetype.ChangeType;
import dev.sluice.domain.changetype.StepsType;
import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes the plan of a change over several sub-domains from the plans of its steps. */
public final class StepsPlanner {
  private StepsPlanner() {}

  /**
   * Plans a change.
   *
   * @param parameters checked against the type, defaults filled in
   * @param steps planned each for itself, with the approvals that it would need alone
   * @throws ProblemException {@code TOO_MANY_BATCHES}
   */
  public static StepsPlan plan(
      StepsType type, Map<String, String> parameters, List<PlannedStep> steps) {
    int batches = steps.stream().mapToInt(step -> step.plan().batches().size()).sum();
    if (batches > Planner.MAX_BATCHES) {
      throw new ProblemException(
          new Problem.ForAuthor(
              "TOO_MANY_BATCHES",
              "the steps of change type %s have %d batches together, at most 1,000 are possible: let their batches grow, or make several changes of it"
                  .formatted(type.name(), batches)));
    }
    int targets = steps.stream().mapToInt(step -> step.plan().targets()).sum();
    var titleValues = new LinkedHashMap<>(parameters);
    titleValues.put(ChangeType.TARGET_COUNT, Integer.toString(targets));
    return new StepsPlan(
        type.name(),
        type.version(),
        type.title().fill(titleValues),
        parameters,
        classify(type, steps),
        steps.stream().map(step -> new PlannedStep(step.step(), step.plan().asStep())).toList());
  }

  /** A step can only raise what its change type says. */
  private static Classification classify(StepsType type, List<PlannedStep> steps) {
    Classification own = Classifier.classify(type);
    List<String> reasons = new ArrayList<>(own.reasons());
    int risk = own.risk();
    int approvals = own.approvalsNeeded();
    Duration timeout = own.approvalTimeout();
    ChangeClass changeClass = own.changeClass();
    for (PlannedStep step : steps) {
      Classification its = step.plan().classification();
      if (its.risk() > risk) {
        risk = its.risk();
        reasons.add("Step %s raises the risk to %d.".formatted(step.name(), risk));
      }
      if (its.approvalsNeeded() > approvals) {
        approvals = its.approvalsNeeded();
        timeout = its.approvalTimeout();
        reasons.add("Step %s raises the approvals needed to %d.".formatted(step.name(), approvals));
      }
      if (changeClass == ChangeClass.STANDARD && its.changeClass() == ChangeClass.NORMAL) {
        changeClass = ChangeClass.NORMAL;
        reasons.add("Step %s makes it a normal change.".formatted(step.name()));
      }
    }
    steps.stream()
        .filter(step -> step.step().isPointOfNoReturn())
        .sorted(Comparator.comparing(PlannedStep::name))
        .forEach(step ->
            reasons.add(
                "Step %s can't be taken back (%s): it waits for approval before it begins."
                    .formatted(step.name(), step.step().irreversible())));
    return new Classification(changeClass, risk, approvals, timeout, reasons)
        .within(own.footprint());
  }
}
