package dev.sluice.worker;

import dev.sluice.worker.api.ApiServer;
import dev.sluice.worker.config.ReconcileConfig;
import dev.sluice.worker.config.SluiceConfig;
import dev.sluice.worker.gate.GateActivitiesImpl;
import dev.sluice.worker.gate.GateDesk;
import dev.sluice.worker.gate.GateRulesFeed;
import dev.sluice.worker.ops.ChangeLogging;
import dev.sluice.worker.ops.LogSetup;
import dev.sluice.worker.ops.OpsServer;
import dev.sluice.worker.ops.Readiness;
import dev.sluice.worker.ops.SluiceMetrics;
import dev.sluice.worker.reconcile.ReconcilerFeed;
import dev.sluice.worker.reconcile.TemporalFates;
import dev.sluice.worker.reconcile.TemporalWorks;
import dev.sluice.worker.temporal.ChangeWorkers;
import dev.sluice.worker.temporal.TemporalConnection;
import dev.sluice.worker.temporal.TemporalServer;
import dev.sluice.workflows.TaskQueues;
import io.temporal.client.WorkflowClient;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running Sluice: a Temporal server found or started, workers, the API, health and metrics.
 * Closing it stops them in reverse order: first nobody new comes in, then the work in hand comes to
 * a safe point, then the connections go.
 */
public final class SluiceProcess implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SluiceProcess.class);

  private final Deque<Part> parts = new ArrayDeque<>();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final SluiceMetrics metrics = new SluiceMetrics();
  private final Readiness readiness = new Readiness();
  private @Nullable ApiServer api;
  private @Nullable OpsServer ops;
  private @Nullable TemporalConnection temporal;
  private volatile boolean started;

  private SluiceProcess() {}

  /**
   * Starts everything, and stops what was started if a part can't start.
   *
   * @param environment where the {@code temporal} command is looked up
   * @param wiring puts together what the process runs
   * @throws IOException when an address can't be listened on
   * @throws RuntimeException with the remedy in its message
   */
  public static SluiceProcess start(
      SluiceConfig config,
      Map<String, String> environment,
      BiFunction<SluiceConfig, SluiceMetrics, Wiring> wiring)
      throws IOException {
    LogSetup.apply(config.log());
    SluiceProcess process = new SluiceProcess();
    try {
      process.run(config, environment, wiring);
    } catch (IOException | RuntimeException | Error e) {
      process.close();
      throw e;
    }
    return process;
  }

  private void run(
      SluiceConfig config,
      Map<String, String> environment,
      BiFunction<SluiceConfig, SluiceMetrics, Wiring> wiring)
      throws IOException {
    started("metrics", metrics);
    readiness.require("started", "the process is still starting", () -> started);
    ops = started("health and metrics", OpsServer.start(config.ops(), readiness, metrics));
    LOG.info("Health and metrics: http://{}:{}", config.ops().address(), ops.port());
    TemporalConnection connection = connect(config, environment);
    temporal = connection;
    Wiring wired = started("wiring", wiring.apply(config, metrics));
    GateDesk gate = new GateDesk(connection.client());
    wired.meets(gate);
    if (config.roles().runsWorkers()) {
      ChangeWorkers workers =
          started(
              "workers",
              ChangeWorkers.start(
                  connection.client(),
                  wired.workflowTypes(),
                  withTemporal(wired, connection),
                  new ChangeLogging()));
      readiness.require("workers", "the workers are stopping or have stopped", workers::areRunning);
      LOG.info("Workers poll {}", wired.activities().keySet());
      if (wired.activities().containsKey(TaskQueues.CHANGES)) {
        started("rules of the gate", GateRulesFeed.start(wired::gateRules, gate));
        reconcile(config.reconcile(), wired, connection);
      }
    }
    if (config.roles().servesApi()) {
      api =
          started(
              "API",
              ApiServer.start(
                  config.api(),
                  connection,
                  wired.planning(),
                  wired.catalog(),
                  wired.notifies(),
                  metrics,
                  InstantSource.system()));
      LOG.info("API: {}:{}", config.api().address(), api.port());
    }
    started = true;
  }

  /** Who is at work is known from Temporal's list of workflows, which not every server keeps. */
  private void reconcile(ReconcileConfig config, Wiring wired, TemporalConnection connection) {
    if (connection.hasVisibility()) {
      started(
          "pace of the reconciler",
          ReconcilerFeed.start(config.every(), wired.notifies(), connection.client()));
    }
  }

  /** The gate is spoken to, and changes are looked for, where workflows run. */
  private static Map<String, List<Object>> withTemporal(
      Wiring wired, TemporalConnection connection) {
    WorkflowClient client = connection.client();
    Map<String, List<Object>> all = new LinkedHashMap<>(wired.activities());
    all.computeIfPresent(
        TaskQueues.CHANGES,
        (_, some) -> {
          List<Object> more = new ArrayList<>(some);
          more.add(new GateActivitiesImpl(client, wired::gateRules));
          more.add(wired.reconciling(new TemporalWorks(client), new TemporalFates(client)));
          return more;
        });
    return all;
  }

  private TemporalConnection connect(SluiceConfig config, Map<String, String> environment) {
    TemporalServer server =
        started("Temporal server", TemporalServer.open(config.temporal(), environment));
    LOG.info("{}", server.description());
    server.ui().ifPresent(ui -> LOG.info("Temporal UI: {}", ui));
    String identity = "sluice@" + ProcessHandle.current().pid();
    TemporalConnection connection =
        started(
            "Temporal connection",
            TemporalConnection.open(server, config.temporal(), metrics.registry(), identity));
    readiness.require(
        "temporal",
        server.description() + " does not answer: look at its log",
        connection::isReachable);
    return connection;
  }

  private <P extends AutoCloseable> P started(String name, P part) {
    parts.push(new Part(name, part));
    return part;
  }

  /** Port of the API; empty when this process has none. */
  public Optional<Integer> apiPort() {
    return Optional.ofNullable(api).map(ApiServer::port);
  }

  /** Port of health and metrics; empty before they are served. */
  public Optional<Integer> opsPort() {
    return Optional.ofNullable(ops).map(OpsServer::port);
  }

  /** A change's page in the Temporal UI, empty where there is none. */
  public String uiUri(String changeId) {
    return temporal == null ? "" : temporal.links().uiUri(changeId);
  }

  /** Stops in reverse order, within about 20 seconds. Closing again does nothing. */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    if (started) {
      LOG.info("Stopping");
    }
    started = false;
    while (!parts.isEmpty()) {
      Part part = parts.pop();
      try {
        part.closeable.close();
        LOG.debug("Stopped {}", part.name);
      } catch (Exception e) {
        LOG.warn("{} did not stop cleanly", part.name, e);
      }
    }
  }

  private record Part(String name, AutoCloseable closeable) {}
}
