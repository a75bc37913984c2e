package dev.sluice.cli.server;

import dev.sluice.worker.Main;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the API, the workers or both until it is told to stop. */
@Command(
    name = "worker",
    description = {
      "Runs the API, the workers or both until it is told to stop (SIGTERM).",
      "What it does is configured by a file and SLUICE_* variables: docs/configuration.md."
    })
public final class WorkerCommand implements Callable<Integer> {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The configuration. Otherwise SLUICE_CONFIG, otherwise the defaults.")
  private @Nullable Path config;

  @Override
  public Integer call() throws InterruptedException {
    String[] arguments =
        config == null ? new String[0] : new String[] {"--config", config.toString()};
    return Main.run(arguments, System.getenv(), System.err);
  }
}
