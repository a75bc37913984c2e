package dev.sluice.cli.conformance;

import dev.sluice.domain.changetype.ParameterSpec;
import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.domain.subdomain.Arrival;
import dev.sluice.domain.subdomain.Capability;
import dev.sluice.domain.subdomain.Capability.WayBack;
import dev.sluice.domain.subdomain.Description;
import dev.sluice.domain.subdomain.Direction;
import dev.sluice.domain.subdomain.Effect;
import dev.sluice.domain.subdomain.Limits;
import dev.sluice.domain.subdomain.Observation;
import dev.sluice.domain.subdomain.Readiness;
import dev.sluice.domain.subdomain.Snapshot;
import dev.sluice.domain.subdomain.SubDomain;
import dev.sluice.domain.subdomain.Target;
import dev.sluice.domain.subdomain.TargetKind;
import dev.sluice.domain.subdomain.TargetOrder;
import dev.sluice.domain.subdomain.TargetQuery;
import java.time.Duration;
import java.util.List;

/** It could paint lamps, if there were any. */
final class EmptySubDomain implements SubDomain {
  @Override
  public String name() {
    return "lamps";
  }

  @Override
  public Description describe() {
    return new Description(
        "Lamps.",
        List.of(new TargetKind("lamp", "It has a colour.")),
        List.of(
            new Capability(
                "paint",
                "Paints a lamp.",
                "lamp",
                List.of(ParameterSpec.required("colour", "The colour.", "[a-z]+")),
                WayBack.by("Paints it as it was."))),
        new Limits(1, Limits.ANY_RATE, Duration.ofSeconds(1)));
  }

  @Override
  public List<Target> list(TargetQuery query) {
    return List.of();
  }

  @Override
  public Readiness precheck(TargetOrder order) {
    throw none(order);
  }

  @Override
  public Snapshot snapshot(TargetOrder order) {
    throw none(order);
  }

  @Override
  public Effect apply(TargetOrder order) {
    throw none(order);
  }

  @Override
  public Arrival await(TargetOrder order, Direction direction, Duration within) {
    throw none(order);
  }

  @Override
  public Effect revert(TargetOrder order) {
    throw none(order);
  }

  @Override
  public Observation observe(List<String> targets) {
    return Observation.NONE;
  }

  private static ProblemException none(TargetOrder order) {
    return new ProblemException(
        new Problem.ForAuthor("UNKNOWN_TARGET", "there is no lamp " + order.target()));
  }
}
