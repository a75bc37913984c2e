package dev.sluice.workflows.gate;

import dev.sluice.domain.gate.Claim;
import dev.sluice.proto.history.v1.GateClaim;
import dev.sluice.proto.history.v1.GateInput;
import dev.sluice.proto.history.v1.GateLeave;
import dev.sluice.proto.history.v1.GateMessage;
import dev.sluice.proto.history.v1.Roll;
import dev.sluice.workflows.TaskQueues;
import dev.sluice.workflows.wire.GateWire;
import io.temporal.client.BatchRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A gate on a server in this process, and workflows that only note what it tells them. */
final class GateEnvironment implements AutoCloseable {
  private final TestWorkflowEnvironment environment = TestWorkflowEnvironment.newInstance();

  GateEnvironment() {
    Worker worker = environment.newWorker(TaskQueues.CHANGES);
    worker.registerWorkflowImplementationTypes(GateWorkflowImpl.class, NoteTaker.class);
    worker.registerActivitiesImplementations(new Desk());
    environment.start();
    WorkflowClient.start(gate()::run, GateInput.getDefaultInstance());
  }

  /** Stands for a change: keeps what the gate says. */
  @WorkflowInterface
  public interface Notes {
    @WorkflowMethod
    void run();

    @SignalMethod(name = GateWorkflow.MESSAGE)
    void gate(GateMessage message);

    @SignalMethod
    void end();

    @QueryMethod
    List<String> heard();
  }

  public static final class NoteTaker implements Notes {
    private final List<String> heard = new ArrayList<>();
    private boolean ended;

    @Override
    public void run() {
      Workflow.await(() -> ended);
    }

    @Override
    public void gate(GateMessage message) {
      heard.add(
          switch (message.getMessageCase()) {
            case TOLD -> "waits for " + message.getTold().getWords();
            case OPEN ->
                "open %s %s"
                    .formatted(
                        message.getOpen().getPass().getStops(),
                        message.getOpen().getPass().getActor());
            case REFUSED -> "refused: " + message.getRefused();
            case LATE -> "late: " + message.getLate();
            case STOP -> "stop: " + message.getStop();
            case WAKE -> "wake";
            case MESSAGE_NOT_SET -> "nothing";
          });
    }

    @Override
    public void end() {
      ended = true;
    }

    @Override
    public List<String> heard() {
      return heard;
    }
  }

  /** Speaks to the gate as the worker's does. */
  private final class Desk implements GateActivities {
    @Override
    public void ask(GateClaim claim) {
      GateWorkflow gate = gate();
      BatchRequest request = environment.getWorkflowClient().newSignalWithStartRequest();
      request.add(gate::run, GateInput.getDefaultInstance());
      request.add(gate::ask, claim);
      environment.getWorkflowClient().signalWithStart(request);
    }

    @Override
    public void leave(GateLeave leave) {
      running().leave(leave);
    }

    @Override
    public Roll ended(Roll roll) {
      Roll.Builder ended = Roll.newBuilder();
      for (String change : roll.getChangesList()) {
        boolean over =
            environment
                .getWorkflowClient()
                .newUntypedWorkflowStub(change)
                .describe()
                .getStatus()
                .name()
                .equals("WORKFLOW_EXECUTION_STATUS_TERMINATED");
        if (over) {
          ended.addChanges(change);
        }
      }
      return ended.build();
    }
  }

  private GateWorkflow gate() {
    return environment
        .getWorkflowClient()
        .newWorkflowStub(
            GateWorkflow.class,
            WorkflowOptions.newBuilder()
                .setWorkflowId(GateWorkflow.ID)
                .setTaskQueue(TaskQueues.CHANGES)
                .build());
  }

  /** The gate that runs. */
  GateWorkflow running() {
    return environment.getWorkflowClient().newWorkflowStub(GateWorkflow.class, GateWorkflow.ID);
  }

  /** Has a change ask. */
  Notes asks(Claim claim) {
    Notes notes =
        environment
            .getWorkflowClient()
            .newWorkflowStub(
                Notes.class,
                WorkflowOptions.newBuilder()
                    .setWorkflowId(claim.change())
                    .setTaskQueue(TaskQueues.CHANGES)
                    .build());
    WorkflowClient.start(notes::run);
    running().ask(GateWire.toProto(claim));
    return notes;
  }

  void leaves(String change) {
    running().leave(GateLeave.newBuilder().setChange(change).build());
  }

  /** Ends a change without a word to the gate. */
  void kill(String change) {
    WorkflowStub stub = environment.getWorkflowClient().newUntypedWorkflowStub(change);
    stub.terminate("killed by the test");
  }

  /** Waits until the newest word is this. */
  void awaitWord(Notes notes, String word) {
    for (int i = 0; i < 300; i++) {
      if (!notes.heard().isEmpty() && notes.heard().getLast().startsWith(word)) {
        return;
      }
      sleep(Duration.ofMillis(100));
    }
    throw new AssertionError("never heard '%s': %s".formatted(word, notes.heard()));
  }

  void sleep(Duration time) {
    environment.sleep(time);
  }

  long now() {
    return environment.currentTimeMillis();
  }

  @Override
  public void close() {
    environment.close();
  }
}
