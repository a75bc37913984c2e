package dev.sluice.cli.server;

import dev.sluice.worker.SluiceProcess;
import dev.sluice.worker.WorkerWiring;
import dev.sluice.worker.config.ConfigException;
import dev.sluice.worker.config.SluiceConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Everything in one process, to try things out. */
@Command(
    name = "dev",
    description = {
      "Runs everything on loopback and stays up: Temporal, a fleet, the workers and the API.",
      "Configured like `sluice worker`. With --systems a shop on real systems takes the fleet's place."
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

  @Option(
      names = "--systems",
      description = {
        "Starts etcd, PostgreSQL, HAProxy, OpenSSH hosts, Kubernetes' control plane and Prometheus,",
        "with a shop that serves real requests, and connects all five sub-domains to them. Each start",
        "begins anew. `docker/systems/shop.sh install` installs what is needed on Debian."
      })
  private boolean systems;

  private final Deque<AutoCloseable> running = new ConcurrentLinkedDeque<>();

  public DevCommand(PrintWriter out, PrintWriter err, Map<String, String> environment) {
    this.out = out;
    this.err = err;
    this.environment = Map.copyOf(environment);
  }

  @Override
  public Integer call() throws InterruptedException {
    if (systems && config != null) {
      err.println("--systems writes a configuration of its own: leave out --config");
      return MISUSED;
    }
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("sluice-shutdown")
                .unstarted(() -> {
                  stop();
                  stopped.countDown();
                }));
    try {
      Path file = systems ? startSystems() : config;
      SluiceConfig read = SluiceConfig.read(file, environment);
      SluiceProcess process = SluiceProcess.start(read, environment, WorkerWiring::of);
      running.push(process);
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

  private Path startSystems() throws IOException, InterruptedException {
    ExampleSystems started =
        new ExampleSystems(ExampleSystems.home(System.getProperties()), Map.of(), out);
    running.push(started);
    return started.start();
  }

  /** The newest first: no worker is left without its systems. */
  private void stop() {
    for (AutoCloseable part = running.poll(); part != null; part = running.poll()) {
      try {
        part.close();
      } catch (Exception failure) {
        err.println("Something did not stop: " + failure.getMessage());
        err.flush();
      }
    }
  }

  private void tell(SluiceProcess process) {
    process
        .apiPort()
        .ifPresent(port -> {
          out.println();
          out.println("Sluice is up. In another terminal:");
          String address = port == 7300 ? "" : "SLUICE_ADDRESS=127.0.0.1:" + port + " ";
          out.println("  " + address + "./sluice types");
          String example =
              systems
                  ? "kubernetes-release -p service=checkout -p image=shop/checkout:2.0"
                  : "fleet-release -p service=checkout -p version=v2";
          out.println("  " + address + "./sluice start " + example + " --watch");
        });
    out.println("Stop it with Ctrl-C.");
    out.flush();
  }
}
