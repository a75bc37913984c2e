package dev.sluice.workflows.change;

import dev.sluice.domain.plan.Plan;
import dev.sluice.domain.plan.StepsPlan;
import dev.sluice.proto.history.v1.ChangeInput;
import dev.sluice.proto.history.v1.ChangeResult;
import dev.sluice.proto.history.v1.Steering;
import dev.sluice.proto.v1.Change;
import dev.sluice.proto.v1.Phase;
import dev.sluice.proto.v1.StepState;
import dev.sluice.workflows.SearchAttributes;
import dev.sluice.workflows.TaskQueues;
import dev.sluice.workflows.stage.StageWorkflowImpl;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactoryOptions;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/**
 * A Temporal server on which one change runs: in this process, with time to skip, or the real one
 * that {@code -Dsluice.histories.server=host:port} names.
 */
public final class ChangeEnvironment implements AutoCloseable {
  /** The change's id. */
  public static final String ID = "release-checkout-1";

  private final TestWorkflowEnvironment environment = environment();

  private static TestWorkflowEnvironment environment() {
    TestEnvironmentOptions.Builder options =
        TestEnvironmentOptions.newBuilder()
            .setWorkflowClientOptions(
                WorkflowClientOptions.newBuilder().setIdentity("sluice").build())
            .setWorkerFactoryOptions(
                WorkerFactoryOptions.newBuilder().setUsingVirtualWorkflowThreads(true).build());
    String server = System.getProperty("sluice.histories.server", "");
    if (!server.isEmpty()) {
      options.setUseExternalService(true).setTarget(server);
    }
    SearchAttributes.ALL.forEach(
        key -> options.registerSearchAttribute(key.getName(), key.getValueType()));
    return TestWorkflowEnvironment.newInstance(options.build());
  }

  /** Serves targets that do as they are told by the test. */
  public ScriptedTargets serve(Plan plan) {
    return serve(plan, List.of(), List.of());
  }

  /** The same, with more workflows and activities. */
  public ScriptedTargets serve(Plan plan, List<Class<?>> workflows, List<Object> activities) {
    ScriptedTargets targets = new ScriptedTargets(plan);
    Worker changes = environment.newWorker(TaskQueues.CHANGES);
    changes.registerWorkflowImplementationTypes(ChangeWorkflowImpl.class, StageWorkflowImpl.class);
    changes.registerWorkflowImplementationTypes(workflows.toArray(Class<?>[]::new));
    changes.registerActivitiesImplementations(targets);
    changes.registerActivitiesImplementations(activities.toArray());
    environment
        .newWorker(TaskQueues.ofSubDomain("fleet"))
        .registerActivitiesImplementations(targets);
    environment.start();
    return targets;
  }

  /** Serves several sub-domains that do as they are told by the test. */
  public ScriptedSystems serve(StepsPlan plan, Object... activities) {
    ScriptedSystems systems = new ScriptedSystems(plan);
    Worker changes = environment.newWorker(TaskQueues.CHANGES);
    changes.registerWorkflowImplementationTypes(ChangeWorkflowImpl.class, StageWorkflowImpl.class);
    changes.registerActivitiesImplementations(systems);
    changes.registerActivitiesImplementations(activities);
    environment
        .newWorker(TaskQueues.ofSubDomain("fleet"))
        .registerActivitiesImplementations(systems);
    environment.start();
    return systems;
  }

  /** The change that is a step of the one that was started. */
  ChangeWorkflow change(String step) {
    return client().newWorkflowStub(ChangeWorkflow.class, ID + "." + step);
  }

  /** Starts the change, asked for by ann. */
  public ChangeWorkflow start() {
    return start(ChangeInput.newBuilder());
  }

  /** Starts the change with what else its input says. */
  public ChangeWorkflow start(ChangeInput.Builder input) {
    ChangeWorkflow change =
        client()
            .newWorkflowStub(
                ChangeWorkflow.class,
                WorkflowOptions.newBuilder()
                    .setWorkflowId(ID)
                    .setTaskQueue(TaskQueues.CHANGES)
                    .build());
    WorkflowClient.start(
        change::run, input.setChangeId(ID).setType("release").setRequester("ann").build());
    return change;
  }

  public WorkflowClient client() {
    return environment.getWorkflowClient();
  }

  /** Waits for the end. */
  public static ChangeResult result(ChangeWorkflow change) {
    return WorkflowStub.fromTyped(change).getResult(ChangeResult.class);
  }

  /** Waits until the change is in a phase. */
  public void awaitPhase(ChangeWorkflow change, Phase phase) {
    await(change, shown -> shown.getPhase() == phase);
  }

  /** Waits until so many batches are begun. */
  public void awaitBatch(ChangeWorkflow change, int batch) {
    await(change, shown -> shown.getProgress().getBatch() == batch);
  }

  /** Waits until a step's own change is known to be in a phase. */
  void awaitStep(ChangeWorkflow change, String step, Phase phase) {
    await(
        change,
        shown ->
            shown.getStepsList().stream()
                .anyMatch(it -> it.getName().equals(step) && it.getPhase() == phase));
  }

  /** Waits until a step waits for approval. */
  public void awaitGate(ChangeWorkflow change, String step) {
    await(
        change,
        shown ->
            shown.getStepsList().stream()
                .anyMatch(
                    it -> it.getName().equals(step) && it.getState() == StepState.STEP_AT_GATE));
  }

  /** Waits until the change looks so. */
  void await(ChangeWorkflow change, Predicate<Change> wanted) {
    for (int i = 0; i < 200; i++) {
      if (wanted.test(change.describe())) {
        return;
      }
      environment.sleep(Duration.ofMillis(100));
    }
    throw new AssertionError("never came to be: " + change.describe());
  }

  /** Lets time pass. */
  public void sleep(Duration time) {
    environment.sleep(time);
  }

  /** The server's clock. */
  public long currentTimeMillis() {
    return environment.currentTimeMillis();
  }

  /** What a person says. */
  public static Steering said(String actor) {
    return Steering.newBuilder().setActor(actor).setReason("because").build();
  }

  @Override
  public void close() {
    environment.close();
  }
}
