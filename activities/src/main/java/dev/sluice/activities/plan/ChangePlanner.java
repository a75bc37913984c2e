package dev.sluice.activities.plan;

import dev.sluice.activities.subdomain.SubDomainCatalog;
import dev.sluice.activities.subdomain.TargetListing;
import dev.sluice.domain.changetype.ChangeType;
import dev.sluice.domain.changetype.Fault;
import dev.sluice.domain.changetype.ParameterCheck;
import dev.sluice.domain.changetype.RolloutType;
import dev.sluice.domain.changetype.StepSpec;
import dev.sluice.domain.changetype.StepsType;
import dev.sluice.domain.control.Carrier;
import dev.sluice.domain.control.Controls;
import dev.sluice.domain.control.RiskLowering;
import dev.sluice.domain.plan.ChangePlan;
import dev.sluice.domain.plan.Classification;
import dev.sluice.domain.plan.OnTrouble;
import dev.sluice.domain.plan.Plan;
import dev.sluice.domain.plan.PlanTarget;
import dev.sluice.domain.plan.PlannedStep;
import dev.sluice.domain.plan.Planner;
import dev.sluice.domain.plan.StepsPlan;
import dev.sluice.domain.plan.StepsPlanner;
import dev.sluice.domain.plan.TargetRange;
import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.domain.subdomain.Capability;
import dev.sluice.domain.subdomain.SubDomain;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes the plan of a change. Touches nothing. */
public final class ChangePlanner {
  private final Function<String, Optional<ChangeType>> types;
  private final SubDomainCatalog subDomains;
  private final Governance governance;

  /** Without services and policies: change types alone say how dangerous a change is. */
  public ChangePlanner(Function<String, Optional<ChangeType>> types, SubDomainCatalog subDomains) {
    this(types, subDomains, Governance.NONE);
  }

  /**
   * @param types finds a change type by its name
   * @param governance what is known beside the change types
   */
  public ChangePlanner(
      Function<String, Optional<ChangeType>> types,
      SubDomainCatalog subDomains,
      Governance governance) {
    this.types = types;
    this.subDomains = subDomains;
    this.governance = governance;
  }

  /**
   * Plans a change.
   *
   * @param typeName the change type's name
   * @param given parameters by name
   * @param requester who asks for it; empty where nobody is known
   * @throws WrongParametersException when parameters don't fit the type
   * @throws ProblemException for anything else that stands in the way, {@code REFUSED_BY_POLICY}
   *     for rules that refuse it
   */
  public ChangePlan plan(String typeName, Map<String, String> given, String requester) {
    return plan(typeName, given, requester, Carrier.SLUICE);
  }

  /**
   * Plans a change that somebody else may carry out; throws the same.
   *
   * @param carrier who carries it out
   */
  public ChangePlan plan(
      String typeName, Map<String, String> given, String requester, Carrier carrier) {
    return plan(typeName, given, requester, carrier, null);
  }

  /**
   * Plans a change whose risk a person may have lowered; throws the same.
   *
   * @param lowering null where nobody has
   */
  public ChangePlan plan(
      String typeName,
      Map<String, String> given,
      String requester,
      Carrier carrier,
      @Nullable RiskLowering lowering) {
    ChangeType type = named(typeName);
    Map<String, String> parameters =
        switch (ParameterCheck.check(type, given)) {
          case ParameterCheck.Right right -> right.parameters();
          case ParameterCheck.Wrong wrong -> throw new WrongParametersException(wrong.faults());
        };
    return switch (type) {
      case RolloutType rollout -> plan(rollout, parameters, requester, carrier, lowering);
      case StepsType steps -> plan(steps, parameters, requester, carrier, lowering);
    };
  }

  private ChangePlan plan(
      RolloutType type,
      Map<String, String> parameters,
      String requester,
      Carrier carrier,
      @Nullable RiskLowering lowering) {
    Draft draft = draft(type, parameters);
    Classification classification =
        governance.classify(type, draft.plan(), List.of(draft), requester, carrier, lowering);
    return draft.tightened(classification.controls()).classified(classification);
  }

  private ChangePlan plan(
      StepsType type,
      Map<String, String> parameters,
      String requester,
      Carrier carrier,
      @Nullable RiskLowering lowering) {
    Map<StepSpec, Draft> drafts = new LinkedHashMap<>();
    for (StepSpec step : type.steps()) {
      drafts.put(step, within(step, type, () -> draft(step, parameters)));
    }
    StepsPlan draft = StepsPlanner.plan(type, parameters, steps(drafts, type, Draft::plan));
    Classification classification =
        governance.classify(
            type, draft, List.copyOf(drafts.values()), requester, carrier, lowering);
    Controls controls = classification.controls();
    return StepsPlanner.plan(type, parameters, steps(drafts, type, one -> one.tightened(controls)))
        .classified(classification);
  }

  private static List<PlannedStep> steps(
      Map<StepSpec, Draft> drafts, StepsType type, Function<Draft, Plan> plan) {
    List<PlannedStep> steps = new ArrayList<>();
    drafts.forEach((step, draft) -> {
      String missing =
          draft.capability().reversible() ? "" : bare(draft.capability().wayBack().words());
      Plan planned = within(step, type, () -> plan.apply(draft));
      steps.add(new PlannedStep(step.withWayBack(missing), planned));
    });
    return steps;
  }

  private static <T> T within(StepSpec step, StepsType type, Supplier<T> work) {
    try {
      return work.get();
    } catch (ProblemException e) {
      throw new ProblemException(
          e.problem().within("step %s of change type %s".formatted(step.name(), type.name())), e);
    }
  }

  private ChangeType named(String typeName) {
    return types.apply(typeName).orElseThrow(() -> unknown(typeName));
  }

  private Draft draft(StepSpec step, Map<String, String> parameters) {
    if (!(named(step.type()) instanceof RolloutType type)) {
      throw new ProblemException(
          new Problem.ForAuthor(
              "NESTED_STEPS",
              "%s has steps itself: name a change type of one sub-domain".formatted(step.type())));
    }
    Map<String, String> filled = new LinkedHashMap<>();
    step.parameters().forEach((name, value) -> filled.put(name, value.fill(parameters)));
    Map<String, String> checked =
        switch (ParameterCheck.check(type, filled)) {
          case ParameterCheck.Right right -> right.parameters();
          case ParameterCheck.Wrong wrong ->
              throw new ProblemException(
                  new Problem.ForAuthor("WRONG_PARAMETERS", words(wrong.faults())));
        };
    return draft(type, checked);
  }

  private Draft draft(RolloutType type, Map<String, String> parameters) {
    SubDomain subDomain = subDomains.named(type.subDomain());
    Capability capability = requireCapability(subDomain, type);
    requireWayBack(capability, type);
    requireParameters(capability, type, parameters);
    List<PlanTarget> targets = targets(subDomain, type, parameters);
    return Draft.of(type, parameters, capability, targets);
  }

  /** A sentence as a part of another. */
  private static String bare(String sentence) {
    return sentence.replaceFirst("\\.$", "");
  }

  private static List<PlanTarget> targets(
      SubDomain subDomain, RolloutType type, Map<String, String> parameters) {
    List<PlanTarget> targets = new ArrayList<>();
    boolean all =
        new TargetListing(subDomain, Planner.selector(type, parameters))
            .read(
                TargetRange.ALL, TargetListing.MOST, target -> targets.add(PlanTarget.of(target)));
    if (!all) {
      throw new ProblemException(
          new Problem.ForAuthor(
              "TOO_MANY_TARGETS",
              "more than %d targets are selected: narrow the selector of change type %s"
                  .formatted(TargetListing.MOST, type.name())));
    }
    return targets;
  }

  private static Capability requireCapability(SubDomain subDomain, RolloutType type) {
    return subDomain
        .describe()
        .capability(type.capability())
        .orElseThrow(() ->
            new ProblemException(
                new Problem.ForAuthor(
                    "UNKNOWN_CAPABILITY",
                    "sub-domain %s has no capability %s: correct change type %s"
                        .formatted(subDomain.name(), type.capability(), type.name()))));
  }

  /** What can't be taken back must not be promised to be. */
  private static void requireWayBack(Capability capability, RolloutType type) {
    boolean promised =
        type.rollback().onFailure() == OnTrouble.ROLL_BACK
            || type.bake().onInconclusive() == OnTrouble.ROLL_BACK;
    if (promised && !capability.reversible()) {
      throw new ProblemException(
          new Problem.ForAuthor(
              "NO_WAY_BACK",
              "capability %s of sub-domain %s can't be taken back (%s): say onFailure: hold and onInconclusive: hold in change type %s"
                  .formatted(
                      capability.name(),
                      type.subDomain(),
                      capability.wayBack().words(),
                      type.name())));
    }
  }

  private static void requireParameters(
      Capability capability, RolloutType type, Map<String, String> parameters) {
    List<Fault> faults = ParameterCheck.faults(capability.parameters(), parameters);
    if (!faults.isEmpty()) {
      throw new ProblemException(
          new Problem.ForAuthor(
              "WRONG_PARAMETERS",
              "capability %s of sub-domain %s takes other parameters than change type %s gives: %s"
                  .formatted(capability.name(), type.subDomain(), type.name(), words(faults))));
    }
  }

  private static String words(List<Fault> faults) {
    return faults.stream()
        .map(fault -> fault.path() + " " + fault.message())
        .collect(Collectors.joining("; "));
  }

  private static ProblemException unknown(String typeName) {
    return new ProblemException(
        new Problem.ForAuthor(
            "UNKNOWN_CHANGE_TYPE",
            "there is no change type %s: 'sluice types' lists them".formatted(typeName)));
  }
}
