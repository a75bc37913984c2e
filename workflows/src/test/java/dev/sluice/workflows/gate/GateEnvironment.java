package dev.sluice.workflows.gate;

import dev.sluice.domain.gate.Claim;
import dev.sluice.proto.history.v1.GateAnswer;
import dev.sluice.proto.history.v1.GateClaim;
import dev.sluice.proto.history.v1.GateInput;
import dev.sluice.proto.history.v1.GateLeave;
import dev.sluice.proto.history.v1.GateMessage;
import dev.sluice.proto.history.v1.GateRoster;
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
import java.util.concurrent.CopyOnWriteArrayList;

/** A gate on a server in this process, and workflows that only note what it tells them. */
final class GateEnvironment implements AutoCloseable {
  private final TestWorkflowEnvironment environment = TestWorkflowEnvironment.newInstance();

  private final List<String> listed = new CopyOnWriteArrayList<>();
  private volatile boolean earlier;

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
            case QUESTION -> "question of " + message.getQuestion().getGate();
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
    public void answer(GateAnswer answer) {
      running().answer(answer);
    }

    @Override
    public GateRoster whoRuns() {
      return GateRoster.newBuilder().addAllChanges(listed).setEarlier(earlier).build();
    }

    @Override
    public Roll ended(Roll roll) {
      Roll.Builder ended = Roll.newBuilder();
      for (String change : roll.getChangesList()) {
        boolean runs =
            environment
                .getWorkflowClient()
                .newUntypedWorkflowStub(change)
                .describe()
                .getStatus()
                .name()
                .equals("WORKFLOW_EXECUTION_STATUS_RUNNING");
        if (!runs) {
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

  /**
   * Ends the gate from outside, and starts one that knows nothing.
   *
   * @param changes those that are listed as running
   */
  void losesTheGate(String... changes) {
    listed.addAll(List.of(changes));
    earlier = true;
    environment.getWorkflowClient().newUntypedWorkflowStub(GateWorkflow.ID).terminate("by a test");
    WorkflowClient.start(gate()::run, GateInput.newBuilder().setRecalls(true).build());
  }

  /** Has a change say what it holds. */
  void answersThatItRuns(Notes notes, Claim claim) {
    awaitWord(notes, "question");
    GateClaim begun = GateWire.toProto(claim).toBuilder().setBegun(true).build();
    running().answer(answer(notes, claim.change()).setClaim(begun).build());
  }

  /** Has a change say that it holds nothing. */
  void answersNothing(Notes notes, String change) {
    awaitWord(notes, "question");
    running().answer(answer(notes, change).build());
  }

  private static GateAnswer.Builder answer(Notes notes, String change) {
    String gate = notes.heard().getLast().substring("question of ".length());
    return GateAnswer.newBuilder().setChange(change).setGate(gate);
  }

  /** Has a change say that it runs already. */
  Notes runsAlready(Claim claim) {
    Notes notes = begins(claim.change());
    running().ask(GateWire.toProto(claim).toBuilder().setBegun(true).build());
    return notes;
  }

  /** Has a change ask. */
  Notes asks(Claim claim) {
    Notes notes = begins(claim.change());
    running().ask(GateWire.toProto(claim));
    return notes;
  }

  /** A change that says nothing. */
  Notes begins(String change) {
    Notes notes =
        environment
            .getWorkflowClient()
            .newWorkflowStub(
                Notes.class,
                WorkflowOptions.newBuilder()
                    .setWorkflowId(change)
                    .setTaskQueue(TaskQueues.CHANGES)
                    .build());
    WorkflowClient.start(notes::run);
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
