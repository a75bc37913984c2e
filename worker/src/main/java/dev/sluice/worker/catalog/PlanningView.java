package dev.sluice.worker.catalog;

import dev.sluice.activities.plan.ChangePlanner;
import dev.sluice.activities.plan.WrongParametersException;
import dev.sluice.activities.subdomain.ReadinessSurvey;
import dev.sluice.activities.subdomain.SubDomainCatalog;
import dev.sluice.activities.subdomain.TargetListing;
import dev.sluice.domain.changetype.Fault;
import dev.sluice.domain.control.Carrier;
import dev.sluice.domain.control.Roles;
import dev.sluice.domain.plan.TargetRange;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.proto.history.v1.PlanOrder;
import dev.sluice.proto.history.v1.Scope;
import dev.sluice.proto.v1.Plan;
import dev.sluice.proto.v1.PlannedStep;
import dev.sluice.proto.v1.ReportedTargets;
import dev.sluice.worker.api.FieldProblems;
import dev.sluice.worker.api.Planning;
import dev.sluice.workflows.wire.PlanWire;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Plans for the API: the same planner and survey that changes use, without touching anything. */
public final class PlanningView implements Planning {
  private static final Logger LOG = LoggerFactory.getLogger(PlanningView.class);

  private final ChangePlanner planner;
  private final ReadinessSurvey survey;
  private final SubDomainCatalog subDomains;
  private final Supplier<Roles> roles;

  /**
   * @param roles who holds which role now
   */
  public PlanningView(
      ChangePlanner planner,
      ReadinessSurvey survey,
      SubDomainCatalog subDomains,
      Supplier<Roles> roles) {
    this.planner = planner;
    this.survey = survey;
    this.subDomains = subDomains;
    this.roles = roles;
  }

  @Override
  public List<String> rolesOf(String actor) {
    Roles now = roles.get();
    return now.names().stream().filter(role -> now.holds(actor, role)).toList();
  }

  @Override
  public Map<String, Integer> zonesOf(ReportedTargets touched) {
    Map<String, Integer> zones = new TreeMap<>();
    Set<String> named = Set.copyOf(touched.getNamesList());
    try {
      var _ =
          new TargetListing(subDomains.named(touched.getSubDomain()), touched.getSelectorMap())
              .read(
                  TargetRange.ALL,
                  TargetListing.MOST,
                  target -> {
                    if (named.isEmpty() || named.contains(target.name())) {
                      zones.merge(target.zone(), 1, Integer::sum);
                    }
                  });
    } catch (ProblemException cannotBeListed) {
      LOG.debug("no zones are known of targets of {}", touched.getSubDomain(), cannotBeListed);
      return Map.of();
    }
    return zones;
  }

  @Override
  public Plan plan(PlanOrder order) {
    try {
      return PlanWire.toProto(
          planner.plan(
              order.getType(),
              order.getParametersMap(),
              order.getRequester(),
              order.getGuarded() ? Carrier.GUARDED : Carrier.SLUICE));
    } catch (WrongParametersException wrong) {
      throw new FieldProblems(wrong.faults().stream().map(PlanningView::problem).toList());
    }
  }

  private static FieldProblems.FieldProblem problem(Fault fault) {
    return new FieldProblems.FieldProblem(fault.path(), fault.message());
  }

  @Override
  public List<String> obstacles(Plan plan) {
    try {
      List<String> obstacles = new ArrayList<>(plan.getControls().getHoldsList());
      if (plan.getStepsCount() == 0) {
        obstacles.addAll(ask(plan));
        return obstacles;
      }
      for (PlannedStep step : plan.getStepsList()) {
        ask(step.getPlan()).forEach(said -> obstacles.add(step.getName() + ": " + said));
      }
      return obstacles;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return List.of("the targets could not be asked: the call was cancelled");
    }
  }

  private List<String> ask(Plan plan) throws InterruptedException {
    Scope scope =
        Scope.newBuilder()
            .setSubDomain(plan.getSubDomain())
            .setCapability(plan.getCapability())
            .putAllParameters(plan.getParametersMap())
            .putAllSelector(plan.getSelectorMap())
            .build();
    return survey.ask(scope).getObstaclesList();
  }
}
