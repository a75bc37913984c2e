package dev.sluice.cli.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.activities.subdomain.remote.RemoteConfig;
import dev.sluice.activities.subdomain.remote.RemoteSubDomain;
import dev.sluice.cli.Shell;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.domain.subdomain.Effect;
import dev.sluice.domain.subdomain.TargetOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The example as its README tells it; Python's packages are kept outside the clone. */
@Tag("server")
@Tag("systems")
class PythonExampleServerTest {
  private static final Path FOLDER =
      Path.of("..", "docs", "examples", "sub-domain-python").toAbsolutePath().normalize();
  private static final String PORT = "7411";

  @TempDir private static Path data;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    example("start");
  }

  @AfterAll
  static void stop() throws IOException, InterruptedException {
    example("stop");
  }

  @Test
  void keepsTheContractAndLeavesTheFlagsAsTheyWere() throws IOException {
    try (Shell shell = new Shell()) {
      Shell.Run run =
          shell.run(
              "conformance",
              "127.0.0.1:" + PORT,
              "--capability",
              "set",
              "--parameter",
              "value=canary",
              "--other",
              "value=new",
              "--selector",
              "kind=flag",
              "--restart",
              "SLUICE_EXAMPLE_PORT=%s SLUICE_EXAMPLE_DATA=%s %s/example restart"
                  .formatted(PORT, data, FOLDER));

      assertThat(run.out() + run.err()).contains(" 0 broken, 0 skipped").doesNotContain("BROKEN");
      assertThat(run.exit()).isZero();
    }
    JsonMapper json = JsonMapper.shared();
    assertThat(json.readTree(Files.readString(data.resolve("flags.json"))))
        .isEqualTo(json.readTree(Files.readString(FOLDER.resolve("flags.json"))));
  }

  @Test
  void leavesSomebodyElsesEditToAnOperator() throws IOException {
    Path file = data.resolve("flags.json");
    TargetOrder order =
        new TargetOrder("by-hand", "search.ranking", "set", Map.of("value", "new"), "by-hand/1", 1);
    RemoteConfig config =
        new RemoteConfig("flags", "127.0.0.1", Integer.parseInt(PORT), null, null);
    try (RemoteSubDomain flags = new RemoteSubDomain(config)) {
      flags.apply(order);
      String changed = Files.readString(file);
      Files.writeString(file, changed.replace("\"new\"", "\"mine\""));

      assertThatThrownBy(() -> flags.revert(order))
          .isInstanceOf(ProblemException.class)
          .hasMessageContaining("somebody else set search.ranking to mine");
      assertThat(Files.readString(file)).contains("mine");

      Files.writeString(file, changed);
      assertThat(flags.revert(order)).isEqualTo(Effect.APPLIED);
    }
  }

  private static void example(String verb) throws IOException, InterruptedException {
    Path said = data.resolve(verb + ".log");
    ProcessBuilder command =
        new ProcessBuilder(List.of(FOLDER.resolve("example").toString(), verb))
            .redirectErrorStream(true)
            .redirectOutput(said.toFile());
    command.environment().put("SLUICE_EXAMPLE_PORT", PORT);
    command.environment().put("SLUICE_EXAMPLE_DATA", data.toString());
    Process process = command.start();
    boolean ended = process.waitFor(5, TimeUnit.MINUTES);
    assertThat(ended && process.exitValue() == 0)
        .as("%s: %s", verb, Files.readString(said))
        .isTrue();
  }
}
