package dev.sluice.cli.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.activities.fleet.Fleet;
import dev.sluice.activities.fleet.control.ControlClient;
import dev.sluice.activities.fleet.deploy.DeployOrder;
import dev.sluice.activities.fleet.spec.FleetSpec;
import dev.sluice.cli.client.ExitCode;
import dev.sluice.worker.SluiceProcess;
import dev.sluice.worker.WorkerWiring;
import dev.sluice.worker.config.SluiceConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The loop of docs/guard.md, word for word, around changes of a real fleet. */
@Tag("server")
@Timeout(180)
final class GuardLoopServerTest {
  private static final Path PROJECT = Path.of("..");
  private static final Duration COMPARED = Duration.ofSeconds(6);
  private static final List<String> HOSTS = List.of("checkout-a-1", "checkout-a-2", "checkout-b-1");

  @TempDir private static Path folder;
  private static Fleet fleet;
  private static ControlClient control;
  private static SluiceProcess sluice;
  private static ShellCommands commands;

  private static final List<String> touched = new CopyOnWriteArrayList<>();
  private static volatile String released = "v2";

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    fleet = Fleet.start(FleetSpec.DEFAULT, 0, InstantSource.system(), 7);
    control = new ControlClient(fleet.controlUri());
    sluice = SluiceProcess.start(config(), System.getenv(), WorkerWiring::of);
    commands =
        new ShellCommands(
            folder.resolve("commands"),
            Map.of(
                "SLUICE_ADDRESS",
                "127.0.0.1:" + sluice.apiPort().orElseThrow(),
                "SLUICE_ACTOR",
                "ci"),
            Map.of(
                "change", arguments -> deploys("change", arguments.getFirst(), released),
                "take_back", arguments -> deploys("take_back", arguments.getFirst(), "v1")));
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> control.measuredFor("checkout", Instant.now()).compareTo(COMPARED) >= 0);
  }

  private static SluiceConfig config() throws IOException {
    Path types = Files.createDirectories(folder.resolve("change-types"));
    String shipped = Files.readString(PROJECT.resolve("change-types/fleet-release.yaml"));
    // A busy machine is slow, and what is tried here is the loop, not the judge.
    Files.writeString(
        types.resolve("fleet-release.yaml"),
        shipped
            .replace("kind: latency\n      role: deciding", "kind: latency\n      role: context")
            .replace("before: 15s", "before: " + COMPARED.toSeconds() + "s")
            .replace("minimum: 4s", "minimum: 2s")
            .replace("maximum: 15s", "maximum: 60s"));
    return SluiceConfig.read(
        null,
        Map.of(
            "SLUICE_TEMPORAL_DEV_SERVER",
            "cli",
            "SLUICE_TEMPORAL_DEV_DATA_DIR",
            folder.resolve("data").toString(),
            "SLUICE_API_PORT",
            "0",
            "SLUICE_OPS_PORT",
            "0",
            "SLUICE_LOG_LEVEL",
            "warn",
            "SLUICE_FLEET_ADDRESS",
            fleet.controlUri().toString(),
            "SLUICE_CHANGE_TYPES",
            types.toString(),
            "SLUICE_SERVICES",
            PROJECT.resolve("services").toString()));
  }

  @BeforeEach
  void forget() {
    touched.clear();
    commands.codes().clear();
  }

  @AfterAll
  static void stop() throws IOException {
    commands.close();
    sluice.close();
    control.close();
    fleet.close();
  }

  /** The platform's own way of changing a host. */
  private static int deploys(String command, String host, String version) {
    touched.add(command + " " + host);
    var _ =
        control.carryOut(
            new DeployOrder(
                DeployOrder.Action.DEPLOY,
                command + "-" + version,
                host,
                version,
                command + "-" + host + "-" + version,
                1,
                Duration.ofSeconds(10)));
    return 0;
  }

  private static String loop() throws IOException {
    String page = Files.readString(PROJECT.resolve("docs/guard.md"));
    String fence = "```sh\n";
    int begin = page.indexOf(fence, page.indexOf("## Guarding a loop")) + fence.length();
    return page.substring(begin, page.indexOf("```", begin));
  }

  /** Runs the loop; its exit code comes once it has ended. */
  private static CompletableFuture<Integer> begins() throws IOException {
    Path script = Files.writeString(folder.resolve("loop.sh"), loop());
    return commands.run(script).thenApply(Process::exitValue);
  }

  private static List<String> versions() {
    return HOSTS.stream().map(host -> control.instance(host).version()).toList();
  }

  @Test
  void waitsForOthersAndThenGoesThroughHostByHost() throws IOException {
    released = "v2";
    List<String> dns =
        List.of("guard", "report", "dns-move-7", "--type", "dns", "--title", "move the zone");
    assertThat(commands.sluice(dns, "--service", "checkout")).isZero();
    CompletableFuture<Integer> loop = begins();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> commands.codes().contains(ExitCode.WAIT.code()));
    assertThat(touched).isEmpty();
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> {
          assertThat(commands.sluice(List.of("guard", "list"))).isZero();
          assertThat(commands.lastSaid())
              .containsPattern("checkout-v2-.* guarded .* ci .* waits for change guard-dns-move-7")
              .containsPattern("dns-move-7 +reported .* ci .* waits for its end");
        });
    assertThat(commands.sluice(dns, "--service", "checkout", "--ended", "completed")).isZero();
    assertThat(loop.join()).as(commands.said()).isZero();
    assertThat(touched)
        .containsExactly("change checkout-a-1", "change checkout-a-2", "change checkout-b-1");
    assertThat(versions()).containsOnly("v2");
  }

  @Test
  void takesBackWhatIsBadAndTouchesNoMore() throws IOException {
    released = "v2-failing";
    assertThat(begins().join()).as(commands.said()).isEqualTo(1);
    assertThat(touched).containsExactly("change checkout-a-1", "take_back checkout-a-1");
    assertThat(commands.codes()).contains(ExitCode.ROLL_BACK.code());
    assertThat(versions()).doesNotContain("v2-failing");
  }
}
