package dev.sluice.cli.demo;

import dev.sluice.cli.client.Address;
import dev.sluice.cli.client.Api;
import dev.sluice.cli.client.ApiSettings;
import dev.sluice.cli.client.NetworkConnector;
import dev.sluice.cli.command.Session;
import dev.sluice.worker.SluiceProcess;
import dev.sluice.worker.WorkerWiring;
import dev.sluice.worker.config.SluiceConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The main job on this machine, start to end. */
@Command(
    name = "demo",
    description = {
      "Starts everything on loopback, runs a good change and four bad ones, and checks that each",
      "ends as it should. Takes under two minutes."
    })
public final class DemoCommand implements Callable<Integer> {
  private static final int NOT_AS_WANTED = 1;
  private static final Duration CALL = Duration.ofSeconds(20);

  private final Session session;
  private final Map<String, String> environment;

  @Option(
      names = "--stay",
      description = "Stay up afterwards, to look around in the Temporal UI, until Ctrl-C.")
  private boolean stay;

  public DemoCommand(Session session, Map<String, String> environment) {
    this.session = session;
    this.environment = Map.copyOf(environment);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Instant began = session.clock().instant();
    Path folder = Files.createTempDirectory("sluice-demo");
    try (SluiceProcess process =
        SluiceProcess.start(config(folder), environment, WorkerWiring::of)) {
      boolean good = play(process);
      say("Took %d s.".formatted(Duration.between(began, session.clock().instant()).toSeconds()));
      if (stay) {
        say("Still up; Ctrl-C ends it.");
        new CountDownLatch(1).await();
      }
      return good ? 0 : NOT_AS_WANTED;
    } finally {
      delete(folder);
    }
  }

  private boolean play(SluiceProcess process) throws InterruptedException {
    int port = process.apiPort().orElseThrow();
    ApiSettings settings = new ApiSettings(new Address("127.0.0.1", port), null, null, true, CALL);
    say("API: 127.0.0.1:" + port);
    if (process.uiUri("").isEmpty()) {
      say(
          "Temporal runs inside this process: no UI, and nothing is kept. With the `temporal`"
              + " command on the PATH there is both: https://docs.temporal.io/cli");
    }
    try (Api api = Api.open(new NetworkConnector(), settings)) {
      return new Demo(
              api,
              session.terminal().out(),
              session.terminal().style(false),
              session.pause(),
              session.clock(),
              Long.toString(session.clock().millis(), Character.MAX_RADIX))
          .play();
    }
  }

  /** Free ports and a folder of its own: a demo disturbs nothing that runs already. */
  private SluiceConfig config(Path folder) {
    Map<String, String> settings = new HashMap<>(environment);
    settings.put("SLUICE_ROLES", "both");
    settings.put("SLUICE_API_PORT", "0");
    settings.put("SLUICE_OPS_PORT", "0");
    settings.put("SLUICE_TEMPORAL_DEV_DATA_DIR", folder.toString());
    settings.putIfAbsent("SLUICE_LOG_LEVEL", "warn");
    return SluiceConfig.read(null, settings);
  }

  private void say(String text) {
    PrintWriter out = session.terminal().out();
    out.println(text);
    out.flush();
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(DemoCommand::deleteOne);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void deleteOne(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
