package dev.sluice.activities.inspection;

import dev.sluice.activities.metrics.MetricSource;
import dev.sluice.activities.problem.ProblemFailures;
import dev.sluice.activities.subdomain.SubDomainCatalog;
import dev.sluice.activities.subdomain.TargetListing;
import dev.sluice.activities.work.BeatingWork;
import dev.sluice.activities.work.Pause;
import dev.sluice.domain.inspection.InspectionSpec;
import dev.sluice.domain.plan.TargetRange;
import dev.sluice.inspection.judge.Judge;
import dev.sluice.proto.history.v1.BakeOrder;
import dev.sluice.proto.v1.Inspection;
import dev.sluice.workflows.inspection.InspectionActivities;
import dev.sluice.workflows.wire.InspectionSpecWire;
import dev.sluice.workflows.wire.InspectionWire;
import dev.sluice.workflows.wire.TargetWire;
import dev.sluice.workflows.wire.TimeWire;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** Watches with the metric sources and sub-domains of its catalogs, and lets one judge decide. */
public final class InspectionActivitiesImpl implements InspectionActivities {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final SubDomainCatalog subDomains;
  private final MetricSourceCatalog sources;
  private final Judge judge;
  private final InstantSource clock;
  private final Pause pause;
  private final BeatingWork work;

  /**
   * @param pause waits between two looks
   */
  public InspectionActivitiesImpl(
      SubDomainCatalog subDomains,
      MetricSourceCatalog sources,
      Judge judge,
      InstantSource clock,
      Pause pause,
      BeatingWork work) {
    this.subDomains = subDomains;
    this.sources = sources;
    this.judge = judge;
    this.clock = clock;
    this.pause = pause;
    this.work = work;
  }

  @Override
  public Inspection bake(BakeOrder order) {
    Bake bake = ProblemFailures.atTheEdge(() -> bakeOf(order));
    return work.run(bake::newest, () -> InspectionWire.toProto(bake.watch()));
  }

  private Bake bakeOf(BakeOrder order) {
    InspectionSpec spec = InspectionSpecWire.toDomain(order.getInspection());
    MetricSource source = sources.named(spec.source());
    TargetListing listing =
        new TargetListing(
            subDomains.named(order.getScope().getSubDomain()), order.getScope().getSelectorMap());
    return new Bake(
        spec,
        order.getBatches(),
        TimeWire.toDomain(order.getWindow().getStartTime()),
        new TargetGroups(listing, ranges(order.getTreatmentList()), ranges(order.getTouchedList())),
        new MetricReader(source, spec.metrics(), PATIENCE),
        BakePace.of(
            TimeWire.toDomain(order.getWindow().getEndTime()),
            TimeWire.toDomain(order.getMinimum()),
            TimeWire.toDomain(order.getMaximum()),
            source.interval()),
        judge,
        clock,
        pause);
  }

  private static List<TargetRange> ranges(List<dev.sluice.proto.v1.TargetRange> ranges) {
    return ranges.stream().map(TargetWire::toDomain).toList();
  }
}
