package dev.sluice.worker.gate;

import static java.util.stream.Collectors.toMap;

import dev.sluice.activities.fleet.Fleet;
import dev.sluice.activities.fleet.control.ControlClient;
import dev.sluice.activities.fleet.spec.FleetLimits;
import dev.sluice.activities.fleet.spec.FleetSpec;
import dev.sluice.proto.v1.Change;
import dev.sluice.proto.v1.ChangeEvent;
import dev.sluice.proto.v1.ChangeServiceGrpc;
import dev.sluice.proto.v1.ChangeServiceGrpc.ChangeServiceBlockingStub;
import dev.sluice.proto.v1.ControlServiceGrpc;
import dev.sluice.proto.v1.ControlServiceGrpc.ControlServiceBlockingStub;
import dev.sluice.proto.v1.GetChangeRequest;
import dev.sluice.proto.v1.Phase;
import dev.sluice.proto.v1.StartChangeRequest;
import dev.sluice.proto.v1.WatchChangeRequest;
import dev.sluice.worker.SluiceProcess;
import dev.sluice.worker.WorkerWiring;
import dev.sluice.worker.config.SluiceConfig;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A whole Sluice with a Temporal server and a fleet of its own, and policies of the test. */
final class ControlStage implements AutoCloseable {
  private static final Path PROJECT = Path.of("..");
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final Duration COMPARED = Duration.ofSeconds(6);

  private final Fleet fleet;
  private final Path policies;
  private final SluiceProcess sluice;
  private final ManagedChannel channel;

  ControlStage(Path folder) throws IOException {
    fleet = startFleet();
    policies = Files.createDirectories(folder.resolve("policies"));
    Path types = Files.createDirectories(folder.resolve("change-types"));
    String release = shipped("fleet-release").replace("    - percent: 50\n", "");
    Files.writeString(types.resolve("fleet-release.yaml"), release);
    Files.writeString(types.resolve("fleet-hotfix.yaml"), shipped("fleet-hotfix"));
    Files.writeString(
        types.resolve("fleet-asked.yaml"),
        release
            .replace("name: fleet-release", "name: fleet-asked")
            .replace("class: standard", "class: normal")
            .replace("approvals: 0", "approvals: 1"));
    calendar("");
    Files.writeString(policies.resolve("roles.yaml"), "roles: {risk-owner: [rita]}\n");
    Map<String, String> settings =
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
            "SLUICE_CHANGE_TYPES",
            types + "," + types,
            "SLUICE_SERVICES",
            PROJECT.resolve("services").toString(),
            "SLUICE_FLEET_ADDRESS",
            fleet.controlUri().toString(),
            "SLUICE_POLICIES",
            policies.toString());
    sluice =
        SluiceProcess.start(SluiceConfig.read(null, settings), System.getenv(), WorkerWiring::of);
    channel =
        NettyChannelBuilder.forAddress("127.0.0.1", sluice.apiPort().orElseThrow())
            .usePlaintext()
            .build();
    awaitPast();
  }

  /** Measured often, so that bakes are over soon. */
  private static Fleet startFleet() {
    try {
      FleetLimits limits = FleetLimits.DEFAULT;
      FleetLimits often =
          new FleetLimits(
              limits.callTimeout(),
              limits.drainTimeout(),
              limits.startup(),
              limits.healthTimeout(),
              Duration.ofMillis(250),
              limits.history(),
              limits.retainedBytesPerInstance());
      return Fleet.start(FleetSpec.DEFAULT.withLimits(often), 0, InstantSource.system(), 7);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  /** What is compared with begins with the fleet. */
  private void awaitPast() {
    try (ControlClient control = new ControlClient(fleet.controlUri())) {
      Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> control.measuredFor("storefront", Instant.now()).compareTo(COMPARED) >= 0);
    }
  }

  /** As it is shipped, but quicker: what is tried here is control, not the judge. */
  private static String shipped(String type) throws IOException {
    return Files.readString(PROJECT.resolve("change-types/" + type + ".yaml"))
        // A machine that just started Sluice is slow.
        .replace("kind: latency\n      role: deciding", "kind: latency\n      role: context")
        .replaceAll("before: \\d+s", "before: " + COMPARED.toSeconds() + "s")
        .replaceAll("minimum: \\d+s", "minimum: 1s")
        .replaceAll("watch: \\d+s", "watch: 1s");
  }

  /** Puts freezes into force, told to the gate within seconds. */
  void calendar(String freezes) {
    try {
      Files.writeString(policies.resolve("calendar.yaml"), "timeZone: UTC\n" + freezes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Puts rules into force; empty for none. */
  void rules(String rules) {
    try {
      Path file = policies.resolve("rules.yaml");
      if (rules.isEmpty()) {
        Files.delete(file);
      } else {
        Files.writeString(file, rules);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ChangeServiceBlockingStub as(String actor) {
    Metadata headers = new Metadata();
    headers.put(Metadata.Key.of("sluice-actor", Metadata.ASCII_STRING_MARSHALLER), actor);
    return ChangeServiceGrpc.newBlockingStub(channel)
        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  ControlServiceBlockingStub control() {
    return ControlServiceGrpc.newBlockingStub(channel);
  }

  /** Starts a change, asked for by ann. */
  String start(String type, String service, String version) {
    return as("ann")
        .startChange(
            StartChangeRequest.newBuilder()
                .setType("changeTypes/" + type)
                .putParameters("service", service)
                .putParameters("version", version)
                .setRequestId(type + service + version)
                .build())
        .getName();
  }

  Change get(String name) {
    return as("ann").getChange(GetChangeRequest.newBuilder().setName(name).build());
  }

  Change await(String name, Predicate<Change> wanted) {
    Change[] seen = {Change.getDefaultInstance()};
    Awaitility.await(name)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .until(() -> {
          Change now = get(name);
          seen[0] = now;
          boolean there = wanted.test(now);
          if (!there && now.getPhase() == Phase.ENDED) {
            throw new AssertionError("it has ended otherwise: " + now.getStatusReason());
          }
          return there;
        });
    return seen[0];
  }

  Change await(String name, Phase phase) {
    return await(name, change -> change.getPhase() == phase);
  }

  /** Kinds of all its events so far, with their messages. */
  Map<String, String> events(String name) {
    List<ChangeEvent> events = new ArrayList<>();
    as("ann")
        .watchChange(WatchChangeRequest.newBuilder().setName(name).build())
        .forEachRemaining(events::add);
    Stream<ChangeEvent> all = events.stream();
    return all.collect(toMap(ChangeEvent::getKind, ChangeEvent::getMessage, (one, _) -> one));
  }

  @Override
  public void close() {
    channel.shutdownNow();
    sluice.close();
    fleet.close();
  }
}
