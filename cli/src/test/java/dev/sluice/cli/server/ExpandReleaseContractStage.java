package dev.sluice.cli.server;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.cli.client.Address;
import dev.sluice.cli.client.Api;
import dev.sluice.cli.client.ApiSettings;
import dev.sluice.cli.client.NetworkConnector;
import dev.sluice.proto.v1.Change;
import dev.sluice.proto.v1.GetChangeRequest;
import dev.sluice.proto.v1.Phase;
import dev.sluice.proto.v1.StartChangeRequest;
import dev.sluice.proto.v1.StepState;
import dev.sluice.proto.v1.StepStatus;
import dev.sluice.worker.SluiceProcess;
import dev.sluice.worker.WorkerWiring;
import dev.sluice.worker.config.SluiceConfig;
import io.grpc.Status;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/**
 * A shop of its own, a Temporal server, and an API; workers come and go. Its {@code
 * expand-release-contract} is the shipped one but quicker.
 */
final class ExpandReleaseContractStage implements AutoCloseable {
  static final PrintWriter OUT = new PrintWriter(System.out, true, StandardCharsets.UTF_8);

  /** A past that what comes is compared with. */
  private static final Duration PAST = Duration.ofSeconds(30);

  private static final Duration LONG = Duration.ofMinutes(5);

  final Shop shop;
  private final Path folder;
  private final ExampleSystems systems;
  private final OtherProcess temporal;
  private final Path config;
  private final Map<String, String> settings;
  private final SluiceProcess sluice;
  private final Api api;

  /**
   * @param port the shop's first
   * @param folder for what the processes write
   */
  ExpandReleaseContractStage(int port, Path folder) throws IOException, InterruptedException {
    this.folder = folder;
    systems = new ExampleSystems(Path.of("..").toAbsolutePath().normalize(), Shop.at(port), OUT);
    config = systems.start();
    shop = new Shop(port, config);
    if (!shop.hasCluster()) {
      systems.close();
    }
    assumeTrue(
        shop.hasCluster(), "Kubernetes is not built: docker/systems/kubernetes.sh install does");
    int temporalPort = OtherProcess.freePort();
    temporal =
        OtherProcess.start(
            List.of(
                "temporal",
                "server",
                "start-dev",
                "--headless",
                "--ip",
                "127.0.0.1",
                "--port",
                Integer.toString(temporalPort),
                "--log-level",
                "error"),
            Map.of(),
            folder.resolve("temporal.log"));
    settings =
        Map.of(
            "SLUICE_CHANGE_TYPES", quickTypes().toString(),
            "TEMPORAL_ADDRESS", "127.0.0.1:" + temporalPort,
            "SLUICE_API_PORT", "0",
            "SLUICE_OPS_PORT", "0",
            "SLUICE_LOG_LEVEL", "warn");
    OtherProcess.awaitPort(temporalPort);
    sluice = SluiceProcess.start(read("api"), System.getenv(), WorkerWiring::of);
    Address address = new Address("127.0.0.1", sluice.apiPort().orElseThrow());
    api =
        Api.open(
            new NetworkConnector(),
            new ApiSettings(address, null, "tester", null, true, Duration.ofSeconds(60)));
    Thread.sleep(PAST);
  }

  /**
   * The shipped types, except that errors decide alone, since workers that start beside the shop
   * slow it down, that only many are bad, since outages leave some in what is compared with, and
   * that all follow the canary at once, after a short bake: what is tried here is who goes on, not
   * who judges. Files of hosts count as another service's: changes of one service take turns.
   */
  private Path quickTypes() throws IOException {
    Path types = Files.createDirectories(folder.resolve("types"));
    try (var shipped = Files.list(Path.of("..", "change-types", "systems"))) {
      for (Path type : shipped.toList()) {
        Files.writeString(
            types.resolve(type.getFileName()),
            Files.readString(type)
                .replace(
                    "kind: latency\n      role: deciding", "kind: latency\n      role: context")
                .replace("    - percent: 50\n", "")
                .replace("minimumEffect: 0.05", "minimumEffect: 0.8")
                .replace("minimum: 8s", "minimum: 3s")
                .replace("services:\n  - ${service}", servicesOf(type)));
      }
    }
    return types;
  }

  private static String servicesOf(Path type) {
    boolean files = type.getFileName().toString().equals("host-file.yaml");
    return "services:\n  - " + (files ? "prices" : "${service}");
  }

  private SluiceConfig read(String role) {
    return SluiceConfig.read(config, with(role));
  }

  private Map<String, String> with(String role) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("SLUICE_ROLES", role);
    return all;
  }

  OtherProcess worker() {
    return OtherProcess.java(
        dev.sluice.worker.Main.class,
        List.of("--config", config.toString()),
        with("worker"),
        folder.resolve("worker.log"));
  }

  @Override
  public void close() throws IOException {
    api.close();
    sluice.close();
    temporal.close();
    systems.close();
  }

  void awaitTouched(String id, String step) {
    await(id, change -> state(change, step) == StepState.STEP_RUNNING);
    await(
        id + "." + step,
        change ->
            change.getPhase() == Phase.APPLYING
                || change.getPhase() == Phase.BAKING
                || change.getPhase() == Phase.ENDED);
  }

  static StepState state(Change change, String step) {
    return change.getStepsList().stream()
        .filter(it -> it.getName().equals(step))
        .map(StepStatus::getState)
        .findFirst()
        .orElse(StepState.STEP_WAITING);
  }

  String begun(String id, String patch) {
    return begun(
        id,
        "expand-release-contract",
        Map.of(
            "migrations", "checkout",
            "expandTo", "2",
            "settings", patch,
            "image", "shop/checkout:2.0",
            "apiVersion", "v2",
            "contractTo", "3"));
  }

  /** Begun as a client does that tries again what is said to be unavailable. */
  String begun(String id, String type, Map<String, String> parameters) {
    StartChangeRequest request =
        StartChangeRequest.newBuilder()
            .setType("changeTypes/" + type)
            .putParameters("service", "checkout")
            .putAllParameters(parameters)
            .setChangeId(id)
            .setRequestId(id)
            .setReason("test")
            .build();
    var _ =
        Awaitility.await("start of " + id)
            .atMost(PAST)
            .ignoreExceptionsMatching(
                failure -> Status.fromThrowable(failure).getCode() == Status.Code.UNAVAILABLE)
            .until(() -> api.changes().startChange(request), _ -> true);
    return id;
  }

  private void tellHeldSteps(Change change) {
    change.getStepsList().stream()
        .filter(step -> step.getPhase() == Phase.HELD)
        .map(step ->
            api.changes()
                .getChange(GetChangeRequest.newBuilder().setName(step.getChange()).build()))
        .forEach(step -> OUT.println(step.getName() + " is held: " + step.getStatusReason()));
  }

  Change get(String id) {
    return api.changes().getChange(GetChangeRequest.newBuilder().setName("changes/" + id).build());
  }

  Change await(String id, Predicate<Change> wanted) {
    String[] shown = {""};
    return Awaitility.await(id)
        .atMost(LONG)
        .pollInterval(Duration.ofMillis(200))
        .ignoreExceptions()
        .until(
            () -> {
              Change change = get(id);
              String line =
                  "%s %s %s"
                      .formatted(
                          change.getPhase(), change.getWaitingFor(), change.getStatusReason());
              if (!line.equals(shown[0])) {
                OUT.println(id + ": " + line);
                shown[0] = line;
                tellHeldSteps(change);
              }
              return change;
            },
            change -> {
              boolean there = wanted.test(change);
              if (!there && (change.getPhase() == Phase.ENDED || change.getPhase() == Phase.HELD)) {
                throw new AssertionError("ended or held otherwise: " + change);
              }
              return there;
            });
  }
}
