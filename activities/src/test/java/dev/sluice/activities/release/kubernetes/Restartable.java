package dev.sluice.activities.release.kubernetes;

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

/**
 * A sub-domain that can be replaced by a new one, as after a crash.
 *
 * @param now the one in use
 */
record Restartable(Supplier<? extends SubDomain> now) implements SubDomain {
  @Override
  public String name() {
    return now.get().name();
  }

  @Override
  public Description describe() {
    return now.get().describe();
  }

  @Override
  public List<Target> list(TargetQuery query) {
    return now.get().list(query);
  }

  @Override
  public Readiness precheck(TargetOrder order) {
    return now.get().precheck(order);
  }

  @Override
  public Snapshot snapshot(TargetOrder order) {
    return now.get().snapshot(order);
  }

  @Override
  public Effect apply(TargetOrder order) {
    return now.get().apply(order);
  }

  @Override
  public Arrival await(TargetOrder order, Direction direction, Duration within) {
    return now.get().await(order, direction, within);
  }

  @Override
  public Effect revert(TargetOrder order) {
    return now.get().revert(order);
  }

  @Override
  public Observation observe(List<String> targets) {
    return now.get().observe(targets);
  }
}
