package dev.sluice.worker.reconcile;

import dev.sluice.activities.fleet.Fleet;
import dev.sluice.activities.fleet.control.ControlClient;
import dev.sluice.activities.fleet.deploy.DeployOrder;
import dev.sluice.activities.fleet.deploy.InstanceState;
import dev.sluice.activities.fleet.spec.FleetSpec;
import dev.sluice.activities.ledger.Ledger;
import dev.sluice.activities.ledger.LedgerConfig;
import dev.sluice.activities.ledger.Selection;
import dev.sluice.domain.ledger.ChangeKind;
import dev.sluice.domain.ledger.Entry;
import dev.sluice.domain.ledger.Registered;
import dev.sluice.domain.plan.TargetRange;
import dev.sluice.domain.subdomain.TargetQuery;
import dev.sluice.proto.v1.BeginStepRequest;
import dev.sluice.proto.v1.Change;
import dev.sluice.proto.v1.ChangeServiceGrpc;
import dev.sluice.proto.v1.GetChangeRequest;
import dev.sluice.proto.v1.GuardServiceGrpc;
import dev.sluice.proto.v1.GuardTerms;
import dev.sluice.proto.v1.StartChangeRequest;
import dev.sluice.worker.SluiceProcess;
import dev.sluice.worker.WorkerWiring;
import dev.sluice.worker.config.SluiceConfig;
import dev.sluice.workflows.reconcile.ReconcilerWorkflow;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.temporal.api.enums.v1.EventType;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** A whole Sluice that looks every two seconds, with a Temporal server, and a fleet beside it. */
final class MissedStage implements AutoCloseable {
  private static final Path PROJECT = Path.of("..");

  /** So far back the change types look. */
  private static final Duration COMPARED = Duration.ofSeconds(15);

  private final Fleet fleet;
  private final ControlClient control;
  private final SluiceProcess sluice;
  private final ManagedChannel channel;
  private final Ledger ledger;
  private final WorkflowServiceStubs stubs;
  final WorkflowClient temporal;

  MissedStage(Path folder) throws IOException, InterruptedException {
    fleet = Fleet.start(FleetSpec.DEFAULT, 0, InstantSource.system(), 7);
    control = new ControlClient(fleet.controlUri());
    Path types = Files.createDirectories(folder.resolve("change-types"));
    // A busy machine is no reason to take a change back.
    String release =
        Files.readString(PROJECT.resolve("change-types/fleet-release.yaml"))
            .replace("minimumEffect: 0.5", "minimumEffect: 20")
            .replace("minimumEffect: 0.03", "minimumEffect: 0.5");
    Files.writeString(types.resolve("fleet-release.yaml"), release);
    Files.writeString(
        types.resolve("fleet-asked.yaml"),
        release
            .replace("name: fleet-release", "name: fleet-asked")
            .replace("class: standard", "class: normal")
            .replace("approvals: 0", "approvals: 1"));
    int port = freePort();
    Path database = folder.resolve("ledger.db");
    Map<String, String> settings =
        Map.of(
            "SLUICE_TEMPORAL_DEV_SERVER",
            "cli",
            "SLUICE_TEMPORAL_DEV_DATA_DIR",
            folder.resolve("data").toString(),
            "SLUICE_TEMPORAL_DEV_PORT",
            Integer.toString(port),
            "SLUICE_API_PORT",
            "0",
            "SLUICE_OPS_PORT",
            "0",
            "SLUICE_LOG_LEVEL",
            "warn",
            "SLUICE_CHANGE_TYPES",
            types.toString(),
            "SLUICE_FLEET_ADDRESS",
            fleet.controlUri().toString(),
            "SLUICE_LEDGER_URL",
            "jdbc:sqlite:" + database,
            "SLUICE_RECONCILE_EVERY",
            "2s");
    sluice =
        SluiceProcess.start(SluiceConfig.read(null, settings), System.getenv(), WorkerWiring::of);
    channel =
        NettyChannelBuilder.forAddress("127.0.0.1", sluice.apiPort().orElseThrow())
            .usePlaintext()
            .build();
    ledger = Ledger.of(LedgerConfig.inFile(database));
    stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget("127.0.0.1:" + port).build());
    temporal = WorkflowClient.newInstance(stubs);
    // What is compared with begins with the fleet, and the first look has to be taken.
    await().until(() -> control.measuredFor("storefront", Instant.now()).compareTo(COMPARED) >= 0);
    awaitLooks(1);
  }

  static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(200));
  }

  /** Until so many more looks were begun and ended. */
  void awaitLooks(int more) {
    long before = looks();
    // The one that is under way began before whatever happened last.
    await().ignoreExceptions().until(() -> looks() > before + more);
  }

  private long looks() {
    return temporal.fetchHistory(ReconcilerWorkflow.ID).getEvents().stream()
        .filter(event -> event.getEventType() == EventType.EVENT_TYPE_TIMER_FIRED)
        .count();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Somebody brings a version to some instances of a service, and tells nobody. */
  void byHand(String service, String version, int count) {
    List<InstanceState> instances =
        control.instances(new TargetQuery(Map.of("service", service), TargetRange.ALL, 100));
    for (InstanceState instance : instances.subList(0, count)) {
      var _ =
          control.carryOut(
              new DeployOrder(
                  DeployOrder.Action.DEPLOY,
                  "by-hand-" + version,
                  instance.name(),
                  version,
                  "by-hand-%s-%s".formatted(version, instance.name()),
                  1,
                  Duration.ofSeconds(10)));
    }
  }

  String start(String type, String service, String version) {
    return ChangeServiceGrpc.newBlockingStub(channel)
        .startChange(
            StartChangeRequest.newBuilder()
                .setType("changeTypes/" + type)
                .putParameters("service", service)
                .putParameters("version", version)
                .setRequestId(service + version)
                .build())
        .getName();
  }

  Change get(String name) {
    return ChangeServiceGrpc.newBlockingStub(channel)
        .getChange(GetChangeRequest.newBuilder().setName(name).build());
  }

  /** Another platform begins a change of a service. */
  void guard(String guard, String service) {
    var _ =
        GuardServiceGrpc.newBlockingStub(channel)
            .beginStep(
                BeginStepRequest.newBuilder()
                    .setName("guards/" + guard)
                    .setStep(1)
                    .setTerms(
                        GuardTerms.newBuilder()
                            .setType("changeTypes/fleet-release")
                            .putParameters("service", service)
                            .putParameters("version", "v2")
                            .setSteps(2))
                    .build());
  }

  List<Entry> entries(String change) {
    List<Entry> all = new ArrayList<>();
    ledger.read(Selection.of(change), all::add);
    return all;
  }

  /** What was found, of a service. */
  List<Registered> missed(String service) {
    List<Registered> all = new ArrayList<>();
    ledger.read(
        Selection.ALL,
        entry -> {
          if (entry.content() instanceof Registered one
              && one.kind() == ChangeKind.UNREGISTERED
              && one.services().contains(service)) {
            all.add(one);
          }
        });
    return all;
  }

  @Override
  public void close() {
    channel.shutdownNow();
    stubs.shutdownNow();
    ledger.close();
    sluice.close();
    control.close();
    fleet.close();
  }
}
