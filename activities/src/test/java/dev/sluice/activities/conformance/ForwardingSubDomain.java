package dev.sluice.activities.conformance;

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

/** Does what another does, which may be replaced. */
public class ForwardingSubDomain implements SubDomain {
  protected final Supplier<SubDomain> to;

  public ForwardingSubDomain(Supplier<SubDomain> to) {
    this.to = to;
  }

  ForwardingSubDomain(SubDomain to) {
    this(() -> to);
  }

  @Override
  public String name() {
    return to.get().name();
  }

  @Override
  public Description describe() {
    return to.get().describe();
  }

  @Override
  public List<Target> list(TargetQuery query) {
    return to.get().list(query);
  }

  @Override
  public Readiness precheck(TargetOrder order) {
    return to.get().precheck(order);
  }

  @Override
  public Snapshot snapshot(TargetOrder order) {
    return to.get().snapshot(order);
  }

  @Override
  public Effect apply(TargetOrder order) {
    return to.get().apply(order);
  }

  @Override
  public Arrival await(TargetOrder order, Direction direction, Duration within) {
    return to.get().await(order, direction, within);
  }

  @Override
  public Effect revert(TargetOrder order) {
    return to.get().revert(order);
  }

  @Override
  public Observation observe(List<String> targets) {
    return to.get().observe(targets);
  }
}
