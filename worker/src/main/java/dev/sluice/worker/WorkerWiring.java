package dev.sluice.worker;

import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.proto.history.v1.PlanOrder;
import dev.sluice.proto.v1.ChangeType;
import dev.sluice.proto.v1.ListTargetsRequest;
import dev.sluice.proto.v1.ListTargetsResponse;
import dev.sluice.proto.v1.Plan;
import dev.sluice.proto.v1.SubDomain;
import dev.sluice.worker.api.Catalog;
import dev.sluice.worker.api.Planning;
import dev.sluice.worker.config.SluiceConfig;
import dev.sluice.worker.ops.SluiceMetrics;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The only place where the parts of a process are put together. */
public final class WorkerWiring implements Wiring {
  private final SluiceConfig config;

  private WorkerWiring(SluiceConfig config) {
    this.config = config;
  }

  /**
   * Puts the parts together.
   *
   * @param metrics where the parts count
   */
  public static Wiring of(SluiceConfig config, SluiceMetrics metrics) {
    return new WorkerWiring(config);
  }

  @Override
  public List<Class<?>> workflowTypes() {
    return List.of();
  }

  @Override
  public Map<String, List<Object>> activities() {
    return Map.of();
  }

  @Override
  public Planning planning() {
    return new NoTypes(config);
  }

  @Override
  public Catalog catalog() {
    return new NoTypes(config);
  }

  @Override
  public void close() {
    // The empty catalogue holds nothing.
  }

  /** The catalogue of a process that has no change types. */
  private record NoTypes(SluiceConfig config) implements Planning, Catalog {
    @Override
    public Plan plan(PlanOrder order) {
      throw new ProblemException(
          new Problem.ForAuthor(
              "UNKNOWN_TYPE",
              "there is no change type "
                  + order.getType()
                  + ": put its file into "
                  + config.changeTypes()));
    }

    @Override
    public List<String> obstacles(Plan plan) {
      return List.of();
    }

    @Override
    public List<ChangeType> changeTypes() {
      return List.of();
    }

    @Override
    public List<String> refused() {
      return List.of();
    }

    @Override
    public List<SubDomain> subDomains() {
      return List.of();
    }

    @Override
    public Optional<ListTargetsResponse> targets(ListTargetsRequest request) {
      return Optional.empty();
    }
  }
}
