package dev.sluice.cli.server;

import dev.sluice.activities.fleet.Fleet;
import dev.sluice.activities.fleet.spec.FleetSpec;
import dev.sluice.activities.fleet.spec.FleetSpecReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs a fleet in a process of its own, so that it outlives workers. */
@Command(
    name = "fleet",
    description = {
      "Runs a fleet of real HTTP services under load until it is told to stop.",
      "Workers reach it by SLUICE_FLEET_ADDRESS."
    })
public final class FleetCommand implements Callable<Integer> {
  private final PrintWriter out;

  @Option(
      names = "--port",
      defaultValue = "7400",
      paramLabel = "PORT",
      description = "Loopback port of its control API, 0 for any free one. Default: 7400.")
  private int port;

  @Option(
      names = "--spec",
      paramLabel = "FILE",
      description = "Services, versions and load (YAML or JSON). Otherwise six services.")
  private @Nullable Path spec;

  public FleetCommand(PrintWriter out) {
    this.out = out;
  }

  @Override
  public Integer call() throws InterruptedException, IOException {
    FleetSpec wanted =
        spec == null ? FleetSpec.DEFAULT : FleetSpecReader.read(Files.readString(spec));
    CountDownLatch stopped = new CountDownLatch(1);
    Fleet fleet = Fleet.start(wanted, port, InstantSource.system(), System.nanoTime());
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("fleet-shutdown")
                .unstarted(() -> {
                  fleet.close();
                  stopped.countDown();
                }));
    out.println("Fleet: " + fleet.controlUri());
    out.flush();
    stopped.await();
    return 0;
  }
}
