package dev.sluice.activities.inspection;

import dev.sluice.activities.metrics.MetricSource;
import dev.sluice.activities.problem.ProblemFailures;
import dev.sluice.activities.subdomain.SubDomainCatalog;
import dev.sluice.activities.subdomain.TargetListing;
import dev.sluice.activities.work.BeatingWork;
import dev.sluice.activities.work.Pause;
import dev.sluice.domain.inspection.InspectionSpec;
import dev.sluice.domain.plan.TargetRange;
import dev.sluice.inspection.stream.BakePlan;
import dev.sluice.proto.history.v1.BakeCheckpoint;
import dev.sluice.proto.history.v1.BakeOrder;
import dev.sluice.proto.v1.Inspection;
import dev.sluice.workflows.inspection.InspectionActivities;
import dev.sluice.workflows.wire.InspectionSpecWire;
import dev.sluice.workflows.wire.InspectionWire;
import dev.sluice.workflows.wire.TargetWire;
import dev.sluice.workflows.wire.TimeWire;
import io.temporal.activity.Activity;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Watches with the metric sources and sub-domains of its catalogs, and lets the streaming judge
 * decide.
 */
public final class InspectionActivitiesImpl implements InspectionActivities {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final SubDomainCatalog subDomains;
  private final MetricSourceCatalog sources;
  private final InstantSource clock;
  private final Pause pause;
  private final BeatingWork work;
  private final @Nullable BakeRecorder recorder;

  /**
   * @param pause waits between two looks
   * @param recorder keeps what bakes measured; null keeps nothing
   */
  public InspectionActivitiesImpl(
      SubDomainCatalog subDomains,
      MetricSourceCatalog sources,
      InstantSource clock,
      Pause pause,
      BeatingWork work,
      @Nullable BakeRecorder recorder) {
    this.subDomains = subDomains;
    this.sources = sources;
    this.clock = clock;
    this.pause = pause;
    this.work = work;
    this.recorder = recorder;
  }

  @Override
  public Inspection bake(BakeOrder order) {
    BakeCheckpoint earlier =
        Activity.getExecutionContext()
            .getHeartbeatDetails(BakeCheckpoint.class)
            .orElseGet(BakeCheckpoint::getDefaultInstance);
    Bake bake = ProblemFailures.atTheEdge(() -> bakeOf(order, earlier));
    return work.run(bake::checkpoint, () -> watched(bake, order.getScope().getChangeId()));
  }

  private Inspection watched(Bake bake, String change) throws InterruptedException {
    dev.sluice.domain.inspection.Inspection said = bake.watch();
    BakePlan plan = bake.compared();
    if (recorder != null && plan != null) {
      recorder.record(change, plan, bake.reader(), said);
    }
    return InspectionWire.toProto(said);
  }

  private Bake bakeOf(BakeOrder order, BakeCheckpoint earlier) {
    InspectionSpec spec = InspectionSpecWire.toDomain(order.getInspection());
    MetricSource source = sources.named(spec.source());
    TargetListing listing =
        new TargetListing(
            subDomains.named(order.getScope().getSubDomain()), order.getScope().getSelectorMap());
    Instant changeEnd = TimeWire.toDomain(order.getWindow().getEndTime());
    Duration maximum = TimeWire.toDomain(order.getMaximum());
    return new Bake(
        new BakeSubject(
            spec,
            order.getBatches(),
            TimeWire.toDomain(order.getWindow().getStartTime()),
            changeEnd,
            maximum,
            source.interval()),
        earlier,
        new TargetGroups(listing, ranges(order.getTreatmentList()), ranges(order.getTouchedList())),
        new MetricReader(source, spec.metrics(), PATIENCE),
        new StandingCheck(listing, ranges(order.getTreatmentList()), order.getScope()),
        BakePace.of(changeEnd, TimeWire.toDomain(order.getMinimum()), maximum, source.interval()),
        clock,
        pause);
  }

  private static List<TargetRange> ranges(List<dev.sluice.proto.v1.TargetRange> ranges) {
    return ranges.stream().map(TargetWire::toDomain).toList();
  }
}
