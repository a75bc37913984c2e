package dev.sluice.worker.api;

import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.proto.history.v1.PlanOrder;
import dev.sluice.proto.v1.ChangeClass;
import dev.sluice.proto.v1.ChangeType;
import dev.sluice.proto.v1.ListTargetsRequest;
import dev.sluice.proto.v1.ListTargetsResponse;
import dev.sluice.proto.v1.Plan;
import dev.sluice.proto.v1.SubDomain;
import dev.sluice.proto.v1.Target;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A catalogue and planner of one change type, {@code release}, with one parameter. */
final class OneType implements Planning, Catalog {
  final AtomicInteger plans = new AtomicInteger();

  @Override
  public Plan plan(PlanOrder order) {
    plans.incrementAndGet();
    if (order.getType().equals("broken")) {
      throw new IllegalStateException("a secret that must not reach the caller");
    }
    if (!order.getType().equals("release")) {
      throw new ProblemException(
          new Problem.ForAuthor("UNKNOWN_TYPE", "there is no change type " + order.getType()));
    }
    String version = order.getParametersOrDefault("version", "");
    if (!version.startsWith("v")) {
      throw new FieldProblems("parameters[\"version\"]", "must match ^v[0-9]+$");
    }
    return Plan.newBuilder()
        .setType("release")
        .setTitle("release checkout " + version)
        .setSubDomain("release")
        .addServices("checkout")
        .setChangeClass(ChangeClass.NORMAL)
        .setRisk(3)
        .build();
  }

  @Override
  public List<String> obstacles(Plan plan) {
    return List.of("checkout-1 is not healthy");
  }

  @Override
  public List<String> rolesOf(String actor) {
    return actor.equals("rita") ? List.of("risk-owner") : List.of();
  }

  @Override
  public List<ChangeType> changeTypes() {
    return List.of(ChangeType.newBuilder().setName("changeTypes/release").build());
  }

  @Override
  public List<String> refused() {
    return List.of("bad.yaml:3: unknown key stagse: did you mean stages?");
  }

  @Override
  public List<SubDomain> subDomains() {
    return List.of(SubDomain.newBuilder().setName("subDomains/release").build());
  }

  @Override
  public Optional<ListTargetsResponse> targets(ListTargetsRequest request) {
    return request.getParent().equals("subDomains/release")
        ? Optional.of(
            ListTargetsResponse.newBuilder()
                .addTargets(Target.newBuilder().setName("subDomains/release/targets/checkout-1"))
                .build())
        : Optional.empty();
  }
}
