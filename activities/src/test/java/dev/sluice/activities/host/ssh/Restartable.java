package dev.sluice.activities.host.ssh;

import dev.sluice.activities.host.HostSubDomain;
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
import java.util.concurrent.Callable;

/** A sub-domain that forgets what it holds in memory when it is restarted. */
final class Restartable implements SubDomain, AutoCloseable {
  private final Callable<HostSubDomain> maker;
  private volatile HostSubDomain now;

  Restartable(Callable<HostSubDomain> maker) throws Exception {
    this.maker = maker;
    this.now = maker.call();
  }

  void restart() throws Exception {
    now.close();
    now = maker.call();
  }

  @Override
  public void close() {
    now.close();
  }

  @Override
  public String name() {
    return now.name();
  }

  @Override
  public Description describe() {
    return now.describe();
  }

  @Override
  public List<Target> list(TargetQuery query) {
    return now.list(query);
  }

  @Override
  public Readiness precheck(TargetOrder order) {
    return now.precheck(order);
  }

  @Override
  public Snapshot snapshot(TargetOrder order) {
    return now.snapshot(order);
  }

  @Override
  public Effect apply(TargetOrder order) {
    return now.apply(order);
  }

  @Override
  public Arrival await(TargetOrder order, Direction direction, Duration within) {
    return now.await(order, direction, within);
  }

  @Override
  public Effect revert(TargetOrder order) {
    return now.revert(order);
  }

  @Override
  public Observation observe(List<String> targets) {
    return now.observe(targets);
  }
}
