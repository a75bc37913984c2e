package dev.sluice.worker.durability;

import static org.awaitility.Awaitility.await;

import dev.sluice.activities.fleet.control.ControlClient;
import dev.sluice.activities.fleet.deploy.Journal;
import dev.sluice.proto.v1.AbortChangeRequest;
import dev.sluice.proto.v1.AbortMode;
import dev.sluice.proto.v1.Change;
import dev.sluice.proto.v1.ChangeServiceGrpc;
import dev.sluice.proto.v1.GetChangeRequest;
import dev.sluice.proto.v1.GuardServiceGrpc;
import dev.sluice.proto.v1.ListChangesRequest;
import dev.sluice.proto.v1.ResumeChangeRequest;
import dev.sluice.proto.v1.StartChangeRequest;
import dev.sluice.proto.v1.WatchChangeRequest;
import dev.sluice.worker.Main;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.api.workflowservice.v1.TerminateWorkflowExecutionRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A Temporal server, a fleet and an API that stay, and workers that come and go. */
final class DurabilityStage implements AutoCloseable {
  /** Change types: two batches, and a stage so long that it is a workflow of its own. */
  static final String HALF_THEN_ALL = "half-then-all";

  static final String ONE_LARGE_STAGE = "one-large-stage";

  /** A good version first, then the one that is asked for. */
  static final String GOOD_THEN_THAT = "good-then-that";

  private static final Duration COMPARED = Duration.ofSeconds(10);

  private static final String STEPS =
      """
      name: good-then-that
      version: 1
      owner: platform
      description: Releases a good version, then the one that is asked for.
      title: release ${version} in two steps
      parameters:
        service: {type: string, required: true, description: The service., pattern: "[a-z-]+"}
        good: {type: string, required: true, description: The first., pattern: "[a-z0-9-]+"}
        version: {type: string, required: true, description: The version., pattern: "[a-z0-9-]+"}
      steps:
        - name: good
          type: half-then-all
          parameters: {service: "${service}", version: "${good}"}
        - name: that
          type: half-then-all
          parameters: {service: "${service}", version: "${version}"}
          after: [good]
      control: {risk: 2}
      """;
  private static final Duration START = Duration.ofSeconds(60);

  private final Path folder;
  private final Map<String, String> settings;
  private final int temporalPort = ChildProcess.freePort();
  private final int apiPort = ChildProcess.freePort();
  private final int fleetPort = ChildProcess.freePort();
  private final URI fleetUri = URI.create("http://127.0.0.1:" + fleetPort);
  private final ChildProcess fleet;
  private final ChildProcess api;
  private final ManagedChannel channel;
  private final WorkflowServiceStubs temporalClient;
  final ControlClient control;
  private ChildProcess temporal;

  DurabilityStage(Path folder) throws IOException {
    this(folder, Map.of());
  }

  /**
   * @param settings of the API and of workers, beyond those of every stage
   */
  DurabilityStage(Path folder, Map<String, String> settings) throws IOException {
    this.folder = folder;
    this.settings = settings;
    Files.createDirectories(folder.resolve("types"));
    changeType(
        HALF_THEN_ALL,
        "5s",
        0.03,
        """
          stages:
            - percent: 50
            - percent: 100
        """);
    changeType(
        ONE_LARGE_STAGE,
        "1s",
        0.4, // One instance has few requests a second.
        """
          stages:
            - percent: 100
          batches:
            size: 1
        """);
    Files.writeString(folder.resolve("types").resolve(GOOD_THEN_THAT + ".yaml"), STEPS);
    temporal = startTemporal();
    fleet =
        ChildProcess.java(
            FleetMain.class,
            List.of(Integer.toString(fleetPort)),
            Map.of(),
            folder.resolve("fleet.log"));
    control = new ControlClient(fleetUri);
    await().atMost(START).ignoreExceptions().until(() -> !control.topology().services().isEmpty());
    temporalClient =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder()
                .setTarget("127.0.0.1:" + temporalPort)
                .build());
    awaitTemporal();
    api = process("api", fleetUri);
    channel = NettyChannelBuilder.forAddress("127.0.0.1", apiPort).usePlaintext().build();
    await().atMost(START).ignoreExceptions().until(() -> changesAnswer());
  }

  private boolean changesAnswer() {
    return changes().listChanges(ListChangesRequest.getDefaultInstance()).isInitialized();
  }

  /** Waits until what changed targets are compared with is measured. */
  void awaitPast() {
    await()
        .atMost(START)
        .until(
            () -> control.measuredFor(FleetMain.SERVICE, Instant.now()).compareTo(COMPARED) >= 0);
  }

  ChildProcess worker() {
    return worker(fleetUri);
  }

  ChildProcess worker(URI throughFleet) {
    return process("worker", throughFleet);
  }

  URI fleetUri() {
    return fleetUri;
  }

  private ChildProcess process(String role, URI throughFleet) {
    int port = role.equals("api") ? apiPort : 0;
    Map<String, String> environment = new HashMap<>(settings);
    environment.put("SLUICE_ROLES", role);
    environment.put("SLUICE_API_PORT", Integer.toString(port));
    environment.put("SLUICE_OPS_PORT", "0");
    environment.put("SLUICE_FLEET_ADDRESS", throughFleet.toString());
    environment.put("SLUICE_CHANGE_TYPES", folder.resolve("types").toString());
    environment.put("TEMPORAL_ADDRESS", "127.0.0.1:" + temporalPort);
    return ChildProcess.java(Main.class, List.of(), environment, folder.resolve(role + ".log"));
  }

  private ChildProcess startTemporal() {
    return ChildProcess.start(
        List.of(
            "temporal",
            "server",
            "start-dev",
            "--headless",
            "--ip",
            "127.0.0.1",
            "--port",
            Integer.toString(temporalPort),
            "--db-filename",
            folder.resolve("temporal.db").toString(),
            "--log-level",
            "error"),
        Map.of(),
        folder.resolve("temporal.log"));
  }

  private void awaitTemporal() {
    await()
        .atMost(START)
        .ignoreExceptions()
        .until(() ->
            temporalClient
                .blockingStub()
                .withDeadlineAfter(2, TimeUnit.SECONDS)
                .getSystemInfo(GetSystemInfoRequest.getDefaultInstance())
                .hasCapabilities());
  }

  /** Kills the server and starts it again on the same database and port. */
  void restartTemporal() {
    temporal.kill();
    temporal = startTemporal();
  }

  String start(String type, String version) {
    return start(type, Map.of("version", version));
  }

  String start(String type, Map<String, String> parameters) {
    String id = "durable-" + Long.toString(System.nanoTime(), Character.MAX_RADIX);
    changes()
        .startChange(
            StartChangeRequest.newBuilder()
                .setType("changeTypes/" + type)
                .putParameters("service", FleetMain.SERVICE)
                .putAllParameters(parameters)
                .setRequestId(id)
                .setChangeId(id)
                .build());
    return id;
  }

  /** Takes back what the change did. */
  void abort(String id) {
    Change _ =
        changes()
            .abortChange(
                AbortChangeRequest.newBuilder()
                    .setName("changes/" + id)
                    .setReason("enough was seen")
                    .setMode(AbortMode.ABORT_ROLL_BACK)
                    .build());
  }

  Change change(String id) {
    return changes().getChange(GetChangeRequest.newBuilder().setName("changes/" + id).build());
  }

  /** Kinds of all that happened to a change that has ended, in order. */
  List<String> events(String id) {
    List<String> kinds = new ArrayList<>();
    changes()
        .watchChange(WatchChangeRequest.newBuilder().setName("changes/" + id).build())
        .forEachRemaining(event -> kinds.add(event.getKind()));
    return kinds;
  }

  private ChangeServiceGrpc.ChangeServiceBlockingStub changes() {
    return ChangeServiceGrpc.newBlockingStub(channel).withDeadlineAfter(15, TimeUnit.SECONDS);
  }

  GuardServiceGrpc.GuardServiceBlockingStub guards() {
    return GuardServiceGrpc.newBlockingStub(channel).withDeadlineAfter(30, TimeUnit.SECONDS);
  }

  /** What was really replaced for a change. */
  List<Journal.Entry> journal(String id) {
    return control.journal("").stream().filter(entry -> entry.change().equals(id)).toList();
  }

  /** Ends a workflow without asking it. */
  void terminate(String id) {
    var _ =
        temporalClient
            .blockingStub()
            .terminateWorkflowExecution(
                TerminateWorkflowExecutionRequest.newBuilder()
                    .setNamespace("default")
                    .setWorkflowExecution(WorkflowExecution.newBuilder().setWorkflowId(id))
                    .setReason("by mistake")
                    .build());
  }

  void resume(String id) {
    Change _ =
        changes()
            .resumeChange(
                ResumeChangeRequest.newBuilder()
                    .setName("changes/" + id)
                    .setReason("take it back")
                    .build());
  }

  /** Whether an activity of the change was started, or the change ended, after an instant. */
  boolean wentOnAfter(String id, Instant restart) {
    DescribeWorkflowExecutionResponse description = describe(id);
    return description.getWorkflowExecutionInfo().hasCloseTime()
        || description.getPendingActivitiesList().stream()
            .anyMatch(activity ->
                isAfter(activity.getLastStartedTime(), restart)
                    || isAfter(activity.getLastHeartbeatTime(), restart));
  }

  /** Whether a change's workflow is closed, which is later than its end. */
  boolean isClosed(String id) {
    return describe(id).getWorkflowExecutionInfo().hasCloseTime();
  }

  private DescribeWorkflowExecutionResponse describe(String id) {
    return temporalClient
        .blockingStub()
        .withDeadlineAfter(2, TimeUnit.SECONDS)
        .describeWorkflowExecution(
            DescribeWorkflowExecutionRequest.newBuilder()
                .setNamespace("default")
                .setExecution(WorkflowExecution.newBuilder().setWorkflowId(id))
                .build());
  }

  private static boolean isAfter(com.google.protobuf.Timestamp time, Instant restart) {
    return Instant.ofEpochSecond(time.getSeconds(), time.getNanos()).isAfter(restart);
  }

  @Override
  public void close() {
    channel.shutdownNow();
    temporalClient.shutdownNow();
    control.close();
    api.close();
    fleet.close();
    temporal.close();
  }

  private void changeType(String name, String bake, double smallestHarm, String strategy)
      throws IOException {
    String text =
        """
        name: NAME
        version: 1
        owner: platform
        description: Releases a version to all instances of the service.
        subDomain: fleet
        capability: release
        title: release ${service} ${version} to ${targets} targets
        parameters:
          service: {type: string, required: true, description: The service., pattern: "[a-z-]+"}
          version: {type: string, required: true, description: The version., pattern: "[a-z0-9-]+"}
        selector:
          service: ${service}
        services:
          - ${service}
        strategy:
        STRATEGY
        prechecks:
          - targets_ready
        bake:
          minimum: BAKE
          maximum: 30s
          onInconclusive: roll_back
        inspection:
          source: fleet
          alpha: 0.01
          before: COMPARED
          metrics:
            - {name: error_rate, kind: error_rate, role: deciding, query: error_rate, minimumEffect: EFFECT}
        rollback:
          onFailure: roll_back
          batchTimeout: 1m
          attempts: 3
        control:
          class: standard
          risk: 2
          approvals: 0
        """;
    Files.writeString(
        folder.resolve("types").resolve(name + ".yaml"),
        text.replace("NAME", name)
            .replace("STRATEGY", strategy.stripTrailing())
            .replace("BAKE", bake)
            .replace("COMPARED", COMPARED.toSeconds() + "s")
            .replace("EFFECT", Double.toString(smallestHarm)));
  }
}
