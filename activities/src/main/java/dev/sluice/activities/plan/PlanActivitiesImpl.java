package dev.sluice.activities.plan;

import dev.sluice.activities.problem.ProblemFailures;
import dev.sluice.activities.subdomain.ReadinessSurvey;
import dev.sluice.activities.work.BeatingWork;
import dev.sluice.domain.control.Carrier;
import dev.sluice.domain.control.RiskLowering;
import dev.sluice.domain.plan.ChangePlan;
import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.proto.history.v1.PlanOrder;
import dev.sluice.proto.history.v1.PrecheckOrder;
import dev.sluice.proto.history.v1.PrecheckResult;
import dev.sluice.proto.v1.Plan;
import dev.sluice.workflows.plan.PlanActivities;
import dev.sluice.workflows.wire.BeginningWire;
import dev.sluice.workflows.wire.PlanWire;

/** Plans and prechecks for workflows, with heartbeats. */
public final class PlanActivitiesImpl implements PlanActivities {
  private final ChangePlanner planner;
  private final ReadinessSurvey survey;
  private final BeatingWork work;

  public PlanActivitiesImpl(ChangePlanner planner, ReadinessSurvey survey, BeatingWork work) {
    this.planner = planner;
    this.survey = survey;
    this.work = work;
  }

  @Override
  public Plan plan(PlanOrder order) {
    return ProblemFailures.atTheEdge(
        () -> work.run(() -> "planning", () -> PlanWire.toProto(planned(order))));
  }

  private ChangePlan planned(PlanOrder order) {
    try {
      RiskLowering lowering =
          order.hasLowering() ? BeginningWire.toDomain(order.getLowering()) : null;
      return planner.plan(
          order.getType(),
          order.getParametersMap(),
          order.getRequester(),
          Carrier.SLUICE,
          lowering);
    } catch (WrongParametersException wrong) {
      throw new ProblemException(
          new Problem.ForAuthor("WRONG_PARAMETERS", String.valueOf(wrong.getMessage())), wrong);
    }
  }

  @Override
  public PrecheckResult precheck(PrecheckOrder order) {
    return ProblemFailures.atTheEdge(
        () -> work.run(() -> "asking", () -> survey.ask(order.getScope())));
  }
}
