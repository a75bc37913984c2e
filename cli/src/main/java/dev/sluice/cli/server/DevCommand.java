package dev.sluice.cli.server;

import dev.sluice.worker.SluiceProcess;
import dev.sluice.worker.WorkerWiring;
import dev.sluice.worker.config.ConfigException;
import dev.sluice.worker.config.SluiceConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Everything in one process, to try things out. */
@Command(
    name = "dev",
    description = {
      "Runs everything on loopback and stays up: Temporal, a fleet, the workers and the API.",
      "Configured like `sluice worker`."
    })
public final class DevCommand implements Callable<Integer> {
  private static final int FAILED = 1;
  private static final int MISUSED = 2;

  private final PrintWriter out;
  private final PrintWriter err;
  private final Map<String, String> environment;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The configuration. Otherwise the defaults and SLUICE_* variables.")
  private @Nullable Path config;

  public DevCommand(PrintWriter out, PrintWriter err, Map<String, String> environment) {
    this.out = out;
    this.err = err;
    this.environment = Map.copyOf(environment);
  }

  @Override
  public Integer call() throws InterruptedException {
    CountDownLatch stopped = new CountDownLatch(1);
    try {
      SluiceConfig read = SluiceConfig.read(config, environment);
      SluiceProcess process = SluiceProcess.start(read, environment, WorkerWiring::of);
      Runtime.getRuntime()
          .addShutdownHook(
              Thread.ofPlatform()
                  .name("sluice-shutdown")
                  .unstarted(() -> {
                    process.close();
                    stopped.countDown();
                  }));
      tell(process);
    } catch (ConfigException wrong) {
      err.println(wrong.getMessage());
      return MISUSED;
    } catch (IOException | RuntimeException failure) {
      err.println("Sluice can't start: " + failure.getMessage());
      return FAILED;
    }
    stopped.await();
    return 0;
  }

  private void tell(SluiceProcess process) {
    process
        .apiPort()
        .ifPresent(port -> {
          out.println();
          out.println("Sluice is up. In another terminal:");
          String address = port == 7300 ? "" : "SLUICE_ADDRESS=127.0.0.1:" + port + " ";
          out.println("  " + address + "./sluice types");
          out.println(
              "  "
                  + address
                  + "./sluice start fleet-release -p service=checkout -p version=v2 --watch");
        });
    out.println("Stop it with Ctrl-C.");
    out.flush();
  }
}
