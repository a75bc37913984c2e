package dev.sluice.activities.plan;

import dev.sluice.activities.catalog.ServiceFolder;
import dev.sluice.domain.changetype.ChangeType;
import dev.sluice.domain.changetype.Control;
import dev.sluice.domain.control.Carrier;
import dev.sluice.domain.control.ChangeFacts;
import dev.sluice.domain.control.ChangeRecords;
import dev.sluice.domain.control.Extent;
import dev.sluice.domain.control.Neighbourhood;
import dev.sluice.domain.control.Policies;
import dev.sluice.domain.control.PolicyDecision;
import dev.sluice.domain.control.Reach;
import dev.sluice.domain.control.RiskEstimate;
import dev.sluice.domain.control.RiskLowering;
import dev.sluice.domain.control.RiskModel;
import dev.sluice.domain.control.RunningChange;
import dev.sluice.domain.control.RunningChanges;
import dev.sluice.domain.control.TouchedService;
import dev.sluice.domain.plan.Assessment;
import dev.sluice.domain.plan.ChangeClass;
import dev.sluice.domain.plan.ChangePlan;
import dev.sluice.domain.plan.Classification;
import dev.sluice.domain.plan.Footprint;
import dev.sluice.domain.plan.Plan;
import dev.sluice.domain.plan.PlanTarget;
import dev.sluice.domain.plan.StepsPlan;
import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.domain.service.Service;
import dev.sluice.domain.service.ServiceCatalog;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is known beside the change types of how dangerous a change is, and what follows.
 *
 * @param services what is declared now
 * @param policies rules in force
 * @param records how changes went lately
 * @param model estimates how likely a change fails
 * @param running what is under way
 */
public record Governance(
    Supplier<ServiceFolder.Content> services,
    Policies policies,
    ChangeRecords records,
    RiskModel model,
    RunningChanges running,
    InstantSource clock) {
  private static final ServiceFolder.Content NOTHING =
      new ServiceFolder.Content(ServiceCatalog.EMPTY, List.of(), List.of());

  /** Nothing is known. */
  public static final Governance NONE = of(() -> NOTHING, Policies.NONE, () -> Instant.EPOCH);

  /** Without records, model and knowledge of running changes. */
  public static Governance of(
      Supplier<ServiceFolder.Content> services, Policies policies, InstantSource clock) {
    return new Governance(
        services, policies, ChangeRecords.NONE, RiskModel.NONE, RunningChanges.NONE, clock);
  }

  /**
   * Classifies a change.
   *
   * @param plan as its type alone makes it
   * @param drafts its own draft, or those of its steps
   * @param carrier who carries it out
   * @param lowering what a person held its risk to be; null where nobody has
   * @throws ProblemException {@code REFUSED_BY_POLICY}
   */
  Classification classify(
      ChangeType type,
      ChangePlan plan,
      List<Draft> drafts,
      String requester,
      Carrier carrier,
      @Nullable RiskLowering lowering) {
    ServiceFolder.Content declared = services.get();
    ChangeFacts facts = facts(type, plan, drafts, requester, carrier, declared);
    boolean personNeeded =
        switch (plan) {
          case Plan _ -> false;
          case StepsPlan steps -> hasPointOfNoReturn(steps);
        };
    List<String> unknown = new ArrayList<>(declared.unknown());
    RiskEstimate estimate = model.estimate(facts.withControl(withSteps(plan))).orElse(null);
    Classification classification =
        Assessment.assess(
                facts,
                plan.classification(),
                estimate,
                policies,
                personNeeded,
                others(unknown),
                lowering)
            .within(footprint(facts, plan, drafts, estimate));
    Instant now = facts.moment().now();
    if (classification.controls().decision(now) instanceof PolicyDecision.Refuse refused) {
      throw new ProblemException(
          new Problem.ForAuthor("REFUSED_BY_POLICY", String.join(" ", refused.reasons())));
    }
    // Nobody knows what a service asks for whose file can't be read.
    return unknown.isEmpty()
        ? classification
        : classification.withControls(classification.controls().alsoHeld(unknown));
  }

  /**
   * What runs, for rules that look at it. Where that is not known, an enforced one holds the
   * change.
   *
   * @param unknown gets what is not known
   */
  private List<RunningChange> others(List<String> unknown) {
    Policies.Sight sight = policies.sightOfRunning();
    if (sight == Policies.Sight.NONE) {
      return List.of();
    }
    try {
      return running.now();
    } catch (ProblemException away) {
      if (sight == Policies.Sight.ENFORCED) {
        unknown.add(away.problem().message());
      }
      return List.of();
    }
  }

  private static Footprint footprint(
      ChangeFacts facts, ChangePlan plan, List<Draft> drafts, @Nullable RiskEstimate estimate) {
    Map<String, Integer> zones = new TreeMap<>();
    drafts.stream()
        .flatMap(one -> one.targets().stream())
        .forEach(target -> zones.merge(target.zone(), 1, Integer::sum));
    return Footprint.of(
        facts.neighbours().services(),
        zones,
        facts.extent().share(),
        facts.reversible(),
        plan.classification().footprint().drains(),
        estimate == null ? null : estimate.probability());
  }

  private static Control withSteps(ChangePlan plan) {
    Classification byType = plan.classification();
    return new Control(
        byType.changeClass(), byType.risk(), byType.approvalsNeeded(), byType.approvalTimeout());
  }

  private ChangeFacts facts(
      ChangeType type,
      ChangePlan plan,
      List<Draft> drafts,
      String requester,
      Carrier carrier,
      ServiceFolder.Content declared) {
    ServiceCatalog catalog = declared.services();
    Reach reach =
        new Reach(
            Stream.concat(Stream.of(type.name()), drafts.stream().map(one -> one.type().name()))
                .distinct()
                .toList(),
            plan.services().stream().map(name -> touched(catalog, name)).toList(),
            drafts.stream()
                .flatMap(one -> one.targets().stream())
                .map(PlanTarget::zone)
                .distinct()
                .sorted()
                .toList());
    boolean emergency = type.control().changeClass() == ChangeClass.EMERGENCY;
    boolean reversible =
        switch (plan) {
          case Plan _ -> drafts.stream().allMatch(one -> one.capability().reversible());
          case StepsPlan steps -> !hasPointOfNoReturn(steps);
        };
    return new ChangeFacts(
        type.name(),
        type.control(),
        reach,
        extent(plan, drafts),
        drafts.stream().map(one -> one.type().subDomain()).distinct().toList(),
        drafts.stream().map(one -> one.type().capability()).distinct().toList(),
        plan.parameters(),
        neighbours(catalog, plan.services()),
        reversible,
        policies.declared() || !catalog.all().isEmpty() || !declared.unknown().isEmpty(),
        carrier,
        requester,
        records.ofRequester(requester),
        records.ofServices(plan.services()),
        policies.calendar().at(clock.instant(), reach, emergency));
  }

  private static boolean hasPointOfNoReturn(StepsPlan plan) {
    return plan.steps().stream().anyMatch(step -> step.step().isPointOfNoReturn());
  }

  private static TouchedService touched(ServiceCatalog catalog, String name) {
    return catalog
        .find(name)
        .map(one -> new TouchedService(name, one.tier(), one.level(), one.targetsAtRisk()))
        .orElseGet(() -> TouchedService.undeclared(name));
  }

  private static Extent extent(ChangePlan plan, List<Draft> drafts) {
    return new Extent(
        plan.targets(),
        drafts.stream().mapToInt(one -> one.targets().size()).sum(),
        drafts.stream().mapToInt(one -> one.plan().batches().size()).sum(),
        drafts.stream().mapToInt(Draft::largestBatch).max().orElse(0),
        drafts.stream()
            .map(Draft::trafficShare)
            .filter(Objects::nonNull)
            .max(Double::compare)
            .orElse(null));
  }

  private static Neighbourhood neighbours(ServiceCatalog catalog, List<String> services) {
    List<String> names = catalog.neighboursOf(services);
    return new Neighbourhood(
        names,
        names.stream()
            .map(catalog::find)
            .flatMap(Optional::stream)
            .map(Service::tier)
            .distinct()
            .sorted()
            .toList());
  }
}
