package dev.sluice.activities.traffic;

import dev.sluice.domain.subdomain.Arrival;
import dev.sluice.domain.subdomain.Description;
import dev.sluice.domain.subdomain.Direction;
import dev.sluice.domain.subdomain.Effect;
import dev.sluice.domain.subdomain.Observation;
import dev.sluice.domain.subdomain.Readiness;
import dev.sluice.domain.subdomain.Snapshot;
import dev.sluice.domain.subdomain.SubDomain;
import dev.sluice.domain.subdomain.Target;
import dev.sluice.domain.subdomain.TargetOrder;
import dev.sluice.domain.subdomain.TargetQuery;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** A sub-domain that can be thrown away and made anew, as by a crash of its process. */
public final class Restarted implements SubDomain, AutoCloseable {
  private final Supplier<TrafficSubDomain> made;
  private volatile TrafficSubDomain current;

  public Restarted(Supplier<TrafficSubDomain> made) {
    this.made = made;
    this.current = made.get();
  }

  public void restart() {
    current.close();
    current = made.get();
  }

  @Override
  public String name() {
    return current.name();
  }

  @Override
  public Description describe() {
    return current.describe();
  }

  @Override
  public List<Target> list(TargetQuery query) {
    return current.list(query);
  }

  @Override
  public Readiness precheck(TargetOrder order) {
    return current.precheck(order);
  }

  @Override
  public Snapshot snapshot(TargetOrder order) {
    return current.snapshot(order);
  }

  @Override
  public Effect apply(TargetOrder order) {
    return current.apply(order);
  }

  @Override
  public Arrival await(TargetOrder order, Direction direction, Duration within) {
    return current.await(order, direction, within);
  }

  @Override
  public Effect revert(TargetOrder order) {
    return current.revert(order);
  }

  @Override
  public Observation observe(List<String> targets) {
    return current.observe(targets);
  }

  @Override
  public void close() {
    current.close();
  }
}
