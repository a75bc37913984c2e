package dev.sluice.cli.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.cli.client.Address;
import dev.sluice.cli.client.Api;
import dev.sluice.cli.client.ApiSettings;
import dev.sluice.cli.client.NetworkConnector;
import dev.sluice.proto.v1.Change;
import dev.sluice.proto.v1.GetChangeRequest;
import dev.sluice.proto.v1.Outcome;
import dev.sluice.proto.v1.Phase;
import dev.sluice.proto.v1.StartChangeRequest;
import dev.sluice.proto.v1.StepState;
import dev.sluice.proto.v1.StepStatus;
import dev.sluice.worker.SluiceProcess;
import dev.sluice.worker.WorkerWiring;
import dev.sluice.worker.config.SluiceConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * One change through schema, configuration, release and traffic, on real systems, while its workers
 * and its systems die in the middle of its steps. What came of it is asked of the systems, not of
 * Sluice.
 */
@Tag("server")
@Tag("systems")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(600)
class ExpandReleaseContractServerTest {
  /** A past that what comes is compared with. */
  private static final Duration PAST = Duration.ofSeconds(30);

  private static final Duration OUTAGE = Duration.ofSeconds(2);
  private static final int MOST_OUTAGE_CHANGES = 3;
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final PrintWriter OUT = new PrintWriter(System.out, true, StandardCharsets.UTF_8);

  @TempDir static Path folder;
  private static ExampleSystems systems;
  private static Shop shop;
  private static OtherProcess temporal;
  private static Path config;
  private static Map<String, String> settings;
  private static SluiceProcess sluice;
  private static Api api;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    systems = new ExampleSystems(Path.of("..").toAbsolutePath().normalize(), OUT);
    config = systems.start();
    shop = new Shop(config);
    assumeTrue(
        shop.hasCluster(), "Kubernetes is not built: docker/systems/kubernetes.sh install does");
    int port = OtherProcess.freePort();
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
                Integer.toString(port),
                "--log-level",
                "error"),
            Map.of(),
            folder.resolve("temporal.log"));
    settings =
        Map.of(
            "SLUICE_CHANGE_TYPES", quickTypes().toString(),
            "TEMPORAL_ADDRESS", "127.0.0.1:" + port,
            "SLUICE_API_PORT", "0",
            "SLUICE_OPS_PORT", "0",
            "SLUICE_LOG_LEVEL", "warn");
    OtherProcess.awaitPort(port);
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
   * who judges.
   */
  private static Path quickTypes() throws IOException {
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
                .replace("minimum: 8s", "minimum: 3s"));
      }
    }
    return types;
  }

  private static SluiceConfig read(String role) {
    return SluiceConfig.read(config, with(role));
  }

  private static Map<String, String> with(String role) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("SLUICE_ROLES", role);
    return all;
  }

  private static OtherProcess worker() {
    return OtherProcess.java(
        dev.sluice.worker.Main.class,
        List.of("--config", config.toString()),
        with("worker"),
        folder.resolve("worker.log"));
  }

  @AfterAll
  static void stop() throws IOException {
    if (api != null) {
      api.close();
    }
    if (sluice != null) {
      sluice.close();
    }
    if (temporal != null) {
      temporal.close();
    }
    systems.close();
  }

  @Test
  @Order(1)
  void comesBackFromItsFourthStepToExactlyTheStateBeforeThoughItsWorkerDiesInEveryStep()
      throws Exception {
    String before = shop.state();
    // Version 2 of the API needs a currency: without one its requests fail where they are routed.
    String id = begun("erc-back", "{\"priceTimeoutMillis\": 900}");
    for (String step : List.of("expand", "configure", "release", "traffic")) {
      killedIn(id, step);
    }
    try (OtherProcess last = worker()) {
      await(id, change -> state(change, "release") == StepState.STEP_TAKING_BACK);
      last.kill();
    }
    try (OtherProcess _ = worker()) {
      Change end = await(id, change -> change.getPhase() == Phase.ENDED);
      assertThat(end.getOutcome()).as(end.getStatusReason()).isEqualTo(Outcome.ROLLED_BACK);
      assertThat(end.getStatusReason()).startsWith("step traffic:");
    }
    assertThat(shop.state()).isEqualTo(before);
  }

  @Test
  @Order(2)
  void aSystemThatIsDownDelaysOnlyItsOwnChangeWhichSaysSo() throws Exception {
    try (OtherProcess _ = worker()) {
      String delayed =
          begun(
              "delayed",
              "configuration-set",
              Map.of("key", "settings", "patch", "{\"priceTimeoutMillis\": 950}"));
      await(delayed, change -> change.getPhase() == Phase.APPLYING);
      shop.down("etcd");
      String other =
          begun("other", "host-file", Map.of("path", "~/prices.conf", "content", "percent=6"));
      await(delayed, change -> change.getWaitingFor().contains("etcd"));
      Change done = await(other, change -> change.getPhase() == Phase.ENDED);
      assertThat(done.getOutcome()).as(done.getStatusReason()).isEqualTo(Outcome.COMPLETED);
      assertThat(get(delayed).getPhase()).isNotEqualTo(Phase.ENDED);
      shop.again("etcd");
      Change end = await(delayed, change -> change.getPhase() == Phase.ENDED);
      // What could not be watched while etcd was away is no PASS, but never halves a change.
      assertThat(end.getOutcome()).isIn(Outcome.COMPLETED, Outcome.ROLLED_BACK);
      assertThat(shop.settings())
          .as(end.getStatusReason())
          .allMatch(it -> it.contains("950") == (end.getOutcome() == Outcome.COMPLETED));
    }
  }

  private record SystemOfStep(String step, String system) {}

  @Test
  @Order(3)
  void comesBackToExactlyTheStateBeforeThoughEachSystemDiesInTheMiddleOfItsStep() throws Exception {
    String before = shop.state();
    List<SystemOfStep> left =
        new ArrayList<>(
            List.of(
                new SystemOfStep("expand", "postgresql"),
                new SystemOfStep("configure", "etcd"),
                new SystemOfStep("release", "kubernetes"),
                new SystemOfStep("traffic", "edges")));
    try (OtherProcess _ = worker()) {
      // An outage of a system is one of the shop: it may count as harm, and then the steps that
      // follow are another change's.
      for (int i = 1; i <= MOST_OUTAGE_CHANGES && !left.isEmpty(); i++) {
        String id = begun("erc-outages-" + i, "{\"priceTimeoutMillis\": 900}");
        while (!left.isEmpty() && isTouched(id, left.getFirst().step())) {
          SystemOfStep next = left.removeFirst();
          shop.down(next.system());
          Thread.sleep(OUTAGE);
          shop.again(next.system());
          OUT.println("an outage of %s in step %s".formatted(next.system(), next.step()));
        }
        Change end = await(id, change -> change.getPhase() == Phase.ENDED);
        assertThat(end.getOutcome()).as(end.getStatusReason()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(shop.state()).isEqualTo(before);
      }
    }
    assertThat(left).as("steps in which no system died").isEmpty();
  }

  /** Waits until targets of a step were touched; false where the change is taken back before. */
  private static boolean isTouched(String id, String step) {
    Change change =
        await(
            id,
            it ->
                it.getPhase() == Phase.ENDED
                    || it.getPhase() == Phase.ROLLING_BACK
                    || state(it, step) == StepState.STEP_RUNNING);
    if (state(change, step) != StepState.STEP_RUNNING) {
      return false;
    }
    awaitTouched(id, step);
    return true;
  }

  /** Runs a worker until targets of a step were touched, and kills it then. */
  private static void killedIn(String id, String step) {
    try (OtherProcess worker = worker()) {
      awaitTouched(id, step);
      worker.kill();
      OUT.println("killed the worker in step " + step);
    }
  }

  private static void awaitTouched(String id, String step) {
    await(id, change -> state(change, step) == StepState.STEP_RUNNING);
    await(
        id + "." + step,
        change ->
            change.getPhase() == Phase.APPLYING
                || change.getPhase() == Phase.BAKING
                || change.getPhase() == Phase.ENDED);
  }

  private static StepState state(Change change, String step) {
    return change.getStepsList().stream()
        .filter(it -> it.getName().equals(step))
        .map(StepStatus::getState)
        .findFirst()
        .orElse(StepState.STEP_WAITING);
  }

  private static String begun(String id, String patch) {
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

  private static String begun(String id, String type, Map<String, String> parameters) {
    var _ =
        api.changes()
            .startChange(
                StartChangeRequest.newBuilder()
                    .setType("changeTypes/" + type)
                    .putParameters("service", "checkout")
                    .putAllParameters(parameters)
                    .setChangeId(id)
                    .setRequestId(id)
                    .setReason("test")
                    .build());
    return id;
  }

  private static void tellHeldSteps(Change change) {
    change.getStepsList().stream()
        .filter(step -> step.getPhase() == Phase.HELD)
        .map(step ->
            api.changes()
                .getChange(GetChangeRequest.newBuilder().setName(step.getChange()).build()))
        .forEach(step -> OUT.println(step.getName() + " is held: " + step.getStatusReason()));
  }

  private static Change get(String id) {
    return api.changes().getChange(GetChangeRequest.newBuilder().setName("changes/" + id).build());
  }

  private static Change await(String id, Predicate<Change> wanted) {
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
