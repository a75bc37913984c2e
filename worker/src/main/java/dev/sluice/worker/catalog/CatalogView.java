package dev.sluice.worker.catalog;

import dev.sluice.activities.catalog.CatalogContent;
import dev.sluice.activities.catalog.ChangeTypeCatalog;
import dev.sluice.activities.subdomain.SubDomainCatalog;
import dev.sluice.activities.yaml.Refusal;
import dev.sluice.domain.changetype.ParameterSpec;
import dev.sluice.domain.changetype.RolloutType;
import dev.sluice.domain.changetype.StageSpec;
import dev.sluice.domain.changetype.StepSpec;
import dev.sluice.domain.changetype.StepsType;
import dev.sluice.domain.inspection.MetricSpec;
import dev.sluice.domain.plan.TargetRange;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.domain.subdomain.Description;
import dev.sluice.domain.subdomain.TargetQuery;
import dev.sluice.proto.v1.Capability;
import dev.sluice.proto.v1.ChangeType;
import dev.sluice.proto.v1.ListTargetsRequest;
import dev.sluice.proto.v1.ListTargetsResponse;
import dev.sluice.proto.v1.Parameter;
import dev.sluice.proto.v1.SubDomain;
import dev.sluice.proto.v1.TypeStep;
import dev.sluice.worker.api.Catalog;
import dev.sluice.workflows.TaskQueues;
import dev.sluice.workflows.wire.TargetWire;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The change types of a folder and the sub-domains of this process, for the API. */
public final class CatalogView implements Catalog {
  private static final String CHANGE_TYPES = "changeTypes/";
  private static final String SUB_DOMAINS = "subDomains/";
  private static final int PAGE = 100;

  private final ChangeTypeCatalog types;
  private final SubDomainCatalog subDomains;
  private final Supplier<List<Refusal>> others;

  /**
   * @param others what is wrong with files of other kinds
   */
  public CatalogView(
      ChangeTypeCatalog types, SubDomainCatalog subDomains, Supplier<List<Refusal>> others) {
    this.types = types;
    this.subDomains = subDomains;
    this.others = others;
  }

  /** Reads the files again, so that an edited change type is seen without a restart. */
  @Override
  public List<ChangeType> changeTypes() {
    CatalogContent content = types.refresh();
    return content.types().stream().map(CatalogView::toProto).toList();
  }

  @Override
  public List<String> refused() {
    return Stream.concat(types.content().refused().stream(), others.get().stream())
        .map(Refusal::describe)
        .toList();
  }

  @Override
  public List<SubDomain> subDomains() {
    return subDomains.all().stream().map(CatalogView::toProto).toList();
  }

  @Override
  public Optional<ListTargetsResponse> targets(ListTargetsRequest request) {
    String name = request.getParent().substring(SUB_DOMAINS.length());
    return subDomains.all().stream()
        .filter(subDomain -> subDomain.name().equals(name))
        .findFirst()
        .map(subDomain -> page(subDomain, request));
  }

  private static ListTargetsResponse page(
      dev.sluice.domain.subdomain.SubDomain subDomain, ListTargetsRequest request) {
    int size = request.getPageSize() == 0 ? PAGE : request.getPageSize();
    TargetRange range = new TargetRange(request.getZone(), List.of(), request.getPageToken(), "");
    List<dev.sluice.domain.subdomain.Target> targets =
        subDomain.list(new TargetQuery(request.getSelectorMap(), range, size));
    ListTargetsResponse.Builder response = ListTargetsResponse.newBuilder();
    targets.forEach(target -> response.addTargets(TargetWire.toProto(subDomain.name(), target)));
    if (targets.size() == size) {
      response.setNextPageToken(targets.getLast().name());
    }
    return response.build();
  }

  private static SubDomain toProto(dev.sluice.domain.subdomain.SubDomain subDomain) {
    SubDomain.Builder proto =
        SubDomain.newBuilder()
            .setName(SUB_DOMAINS + subDomain.name())
            .setTaskQueue(TaskQueues.ofSubDomain(subDomain.name()));
    Description offers;
    try {
      offers = subDomain.describe();
    } catch (ProblemException e) {
      // One that is down must not hide the others.
      return proto.setDescription("Not there now: " + e.problem().message()).build();
    }
    proto.setDescription(offers.description());
    for (dev.sluice.domain.subdomain.Capability capability : offers.capabilities()) {
      Capability.Builder offered =
          Capability.newBuilder()
              .setName(capability.name())
              .setDescription(capability.description())
              .setReversible(capability.reversible());
      capability.parameters().forEach(parameter -> offered.addParameters(toProto(parameter)));
      proto.addCapabilities(offered);
    }
    return proto.build();
  }

  private static ChangeType toProto(dev.sluice.domain.changetype.ChangeType type) {
    ChangeType.Builder proto =
        ChangeType.newBuilder()
            .setName(CHANGE_TYPES + type.name())
            .setVersion(type.version())
            .setOwner(type.owner())
            .setDescription(type.description())
            .addAllParameters(type.parameters().stream().map(CatalogView::toProto).toList())
            .setRisk(type.control().risk())
            .setApprovals(type.control().approvals());
    switch (type) {
      case RolloutType rollout ->
          proto
              .setSubDomain(rollout.subDomain())
              .setCapability(rollout.capability())
              .addAllStages(rollout.strategy().stages().stream().map(StageSpec::title).toList())
              .addAllMetrics(
                  rollout.inspection().metrics().stream().map(MetricSpec::name).toList());
      case StepsType steps -> steps.steps().forEach(step -> proto.addSteps(toProto(step)));
    }
    return proto.build();
  }

  private static TypeStep toProto(StepSpec step) {
    return TypeStep.newBuilder()
        .setName(step.name())
        .setType(CHANGE_TYPES + step.type())
        .addAllAfter(step.after())
        .setKeep(step.keep())
        .build();
  }

  private static Parameter toProto(ParameterSpec parameter) {
    Parameter.Builder proto =
        Parameter.newBuilder()
            .setName(parameter.name())
            .setType(parameter.type().name().toLowerCase(Locale.ROOT))
            .setRequired(parameter.required())
            .setDescription(parameter.description())
            .setLimits(parameter.limits().inWords());
    if (parameter.defaultValue() != null) {
      proto.setDefaultValue(parameter.defaultValue());
    }
    return proto.build();
  }
}
