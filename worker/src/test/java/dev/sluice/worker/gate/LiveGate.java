package dev.sluice.worker.gate;

import dev.sluice.domain.gate.GateRules;
import dev.sluice.proto.history.v1.ChangeInput;
import dev.sluice.proto.history.v1.GateAnswer;
import dev.sluice.proto.history.v1.GateClaim;
import dev.sluice.proto.history.v1.GateLeave;
import dev.sluice.proto.history.v1.GateMessage;
import dev.sluice.worker.config.SluiceConfig;
import dev.sluice.worker.config.TemporalConfig;
import dev.sluice.worker.ops.ChangeLogging;
import dev.sluice.worker.temporal.ChangeWorkers;
import dev.sluice.worker.temporal.TemporalConnection;
import dev.sluice.worker.temporal.TemporalServer;
import dev.sluice.workflows.ActivityLimits;
import dev.sluice.workflows.TaskQueues;
import dev.sluice.workflows.gate.GateActivities;
import dev.sluice.workflows.gate.GateWorkflow;
import dev.sluice.workflows.gate.GateWorkflowImpl;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A gate as a worker runs it, on a Temporal server of its own, with changes that only hold. */
final class LiveGate implements AutoCloseable {
  private final TemporalServer server;
  private final TemporalConnection connection;
  private final ChangeWorkers workers;
  final GateDesk desk;

  /**
   * @param kind {@code cli} for a real server, {@code in-process} for the small one
   */
  LiveGate(String kind, Path folder, GateRules rules) {
    Map<String, String> settings =
        Map.of(
            "SLUICE_TEMPORAL_DEV_SERVER", kind, "SLUICE_TEMPORAL_DEV_DATA_DIR", folder.toString());
    TemporalConfig config = SluiceConfig.read(null, settings).temporal();
    server = TemporalServer.open(config, System.getenv());
    connection = TemporalConnection.open(server, config, new SimpleMeterRegistry(), "test");
    workers =
        ChangeWorkers.start(
            connection.client(),
            List.of(GateWorkflowImpl.class, Holder.class),
            Map.of(
                TaskQueues.CHANGES,
                List.of(new GateActivitiesImpl(connection.client(), () -> rules))),
            new ChangeLogging());
    desk = new GateDesk(connection.client());
  }

  /** Stands for a change: asks, holds until it is ended, says what it holds. */
  @WorkflowInterface
  public interface Hold {
    @WorkflowMethod(name = "Change")
    void run(ChangeInput input);

    @SignalMethod(name = GateWorkflow.MESSAGE)
    void gate(GateMessage message);

    @SignalMethod
    void end();

    @QueryMethod
    boolean open();
  }

  public static final class Holder implements Hold {
    private final GateActivities gate =
        Workflow.newActivityStub(GateActivities.class, ActivityLimits.speaking("speak"));
    private GateClaim claim = GateClaim.getDefaultInstance();
    private boolean open;
    private boolean ended;

    @Override
    public void run(ChangeInput input) {
      claim =
          GateClaim.newBuilder()
              .setChange(input.getChangeId())
              .setType("release")
              .addServices(input.getType())
              .build();
      gate.ask(claim);
      Workflow.await(() -> ended);
      gate.leave(GateLeave.newBuilder().setChange(claim.getChange()).build());
    }

    @Override
    public void gate(GateMessage message) {
      open |= message.hasOpen();
      if (message.hasQuestion()) {
        gate.answer(
            GateAnswer.newBuilder()
                .setChange(claim.getChange())
                .setGate(message.getQuestion().getGate())
                .setClaim(claim.toBuilder().setBegun(open))
                .build());
      }
    }

    @Override
    public void end() {
      ended = true;
    }

    @Override
    public boolean open() {
      return open;
    }
  }

  /** Starts a change of a service. */
  Hold starts(String change, String service) {
    Hold hold =
        connection
            .client()
            .newWorkflowStub(
                Hold.class,
                WorkflowOptions.newBuilder()
                    .setWorkflowId(change)
                    .setTaskQueue(TaskQueues.CHANGES)
                    .build());
    var _ =
        WorkflowClient.start(
            hold::run, ChangeInput.newBuilder().setChangeId(change).setType(service).build());
    return hold;
  }

  /** Ends the gate, as a person can in Temporal. */
  void terminate() {
    connection.client().newUntypedWorkflowStub(GateWorkflow.ID).terminate("by a test");
  }

  boolean isRunning() {
    return connection.client().newUntypedWorkflowStub(GateWorkflow.ID).describe().getStatus()
        == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
  }

  @Override
  public void close() {
    workers.close();
    connection.close();
    server.close();
  }
}
