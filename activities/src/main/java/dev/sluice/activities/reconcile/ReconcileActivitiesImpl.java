package dev.sluice.activities.reconcile;

import dev.sluice.activities.ledger.Ledger;
import dev.sluice.activities.ledger.VersionMemory;
import dev.sluice.activities.subdomain.SubDomainCatalog;
import dev.sluice.activities.work.BeatingWork;
import dev.sluice.domain.changetype.ChangeType;
import dev.sluice.domain.changetype.RolloutType;
import dev.sluice.domain.ledger.Entry;
import dev.sluice.domain.reconcile.Episode;
import dev.sluice.domain.reconcile.Memory;
import dev.sluice.domain.reconcile.Place;
import dev.sluice.domain.subdomain.SubDomain;
import dev.sluice.proto.history.v1.EndOrder;
import dev.sluice.proto.history.v1.EndSight;
import dev.sluice.proto.history.v1.Lookouts;
import dev.sluice.proto.history.v1.MissedVersion;
import dev.sluice.proto.history.v1.VersionOrder;
import dev.sluice.proto.history.v1.VersionSight;
import dev.sluice.workflows.reconcile.ReconcileActivities;
import dev.sluice.workflows.wire.TimeWire;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Looks for the reconciler, with heartbeats. */
public final class ReconcileActivitiesImpl implements ReconcileActivities {
  private static final int MOST_TOLD = 20;

  private final Supplier<List<ChangeType>> types;
  private final SubDomainCatalog subDomains;
  private final VersionMemory memory;
  private final Works works;
  private final MissingEnds ends;
  private final InstantSource clock;
  private final BeatingWork work;

  /**
   * @param types the change types in use
   * @param works who is at work
   * @param fates what became of changes
   */
  public ReconcileActivitiesImpl(
      Supplier<List<ChangeType>> types,
      SubDomainCatalog subDomains,
      Ledger ledger,
      Works works,
      Fates fates,
      InstantSource clock,
      BeatingWork work) {
    this.types = types;
    this.subDomains = subDomains;
    this.works = works;
    this.clock = clock;
    this.work = work;
    memory = new VersionMemory(ledger);
    ends = new MissingEnds(ledger, fates);
  }

  @Override
  public Lookouts lookouts() {
    return Lookouts.newBuilder()
        .addAllSubDomains(rollouts().map(RolloutType::subDomain).distinct().sorted().toList())
        .build();
  }

  private Stream<RolloutType> rollouts() {
    return types.get().stream().filter(RolloutType.class::isInstance).map(RolloutType.class::cast);
  }

  @Override
  public VersionSight look(VersionOrder order) {
    return work.run(() -> "looking", () -> sight(order.getSubDomain()));
  }

  private VersionSight sight(String name) {
    SubDomain subDomain = subDomains.named(name);
    List<Lookout> lookouts =
        Lookout.of(rollouts().filter(type -> type.subDomain().equals(name)).toList());
    VersionLook.Seen seen = new VersionLook(subDomain, memory, works, clock).look(lookouts);
    VersionSight.Builder sight =
        VersionSight.newBuilder()
            .setSubDomain(name)
            .setTime(TimeWire.toProto(seen.at()))
            .setTargets(seen.targets())
            .setTold(seen.told())
            .setServices(seen.services());
    seen.memories().entrySet().stream()
        .flatMap(ReconcileActivitiesImpl::missed)
        .sorted(
            Comparator.comparing(
                one -> TimeWire.toDomain(one.getSince()), Comparator.reverseOrder()))
        .limit(MOST_TOLD)
        .forEach(sight::addMissed);
    return sight.build();
  }

  private static Stream<MissedVersion> missed(Map.Entry<Place, Memory> of) {
    return of.getValue().episodes().stream().map(one -> missed(of.getKey(), one));
  }

  private static MissedVersion missed(Place place, Episode one) {
    return MissedVersion.newBuilder()
        .setChange(one.change())
        .setSubDomain(place.subDomain())
        .setService(place.service())
        .setVersion(one.version())
        .setTargets(one.targets())
        .setSince(TimeWire.toProto(one.since()))
        .build();
  }

  @Override
  public EndSight ends(EndOrder order) {
    return work.run(() -> "looking", () -> ends(clock.instant(), order));
  }

  private EndSight ends(Instant now, EndOrder order) {
    MissingEnds.Found found = ends.look(now, TimeWire.toDomain(order.getGrace()));
    List<String> written = found.written().stream().map(Entry::change).toList();
    return EndSight.newBuilder()
        .setTime(TimeWire.toProto(now))
        .addAllWritten(written.subList(Math.max(0, written.size() - MOST_TOLD), written.size()))
        .setUnknown(found.unknown().size())
        .build();
  }
}
