package dev.sluice.activities.problem;

import dev.sluice.domain.inspection.InspectionSpec;
import dev.sluice.domain.plan.BakePolicy;
import dev.sluice.domain.plan.Batch;
import dev.sluice.domain.plan.ChangeClass;
import dev.sluice.domain.plan.Classification;
import dev.sluice.domain.plan.OnTrouble;
import dev.sluice.domain.plan.Plan;
import dev.sluice.domain.plan.RollbackPolicy;
import dev.sluice.domain.plan.Stage;
import dev.sluice.domain.plan.TargetRange;
import dev.sluice.proto.history.v1.ChangeInput;
import dev.sluice.proto.history.v1.ChangeResult;
import dev.sluice.proto.history.v1.Steering;
import dev.sluice.proto.v1.Change;
import dev.sluice.proto.v1.Phase;
import dev.sluice.workflows.SearchAttributes;
import dev.sluice.workflows.TaskQueues;
import dev.sluice.workflows.change.ChangeWorkflow;
import dev.sluice.workflows.change.ChangeWorkflowImpl;
import dev.sluice.workflows.stage.StageWorkflowImpl;
import io.temporal.api.sdk.v1.WorkflowMetadata;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactoryOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A change on a Temporal server in this process, with workers that bear defects as real ones. */
final class BrokenChange implements AutoCloseable {
  private static final String ID = "release-checkout-1";
  private static final String SUB_DOMAIN = "fleet";

  private final TestWorkflowEnvironment environment;
  private final ChangeWorkflow change;

  BrokenChange(BreakingTargets targets) {
    TestEnvironmentOptions.Builder options =
        TestEnvironmentOptions.newBuilder()
            .setWorkerFactoryOptions(
                WorkerFactoryOptions.newBuilder()
                    .setUsingVirtualWorkflowThreads(true)
                    .setWorkerInterceptors(new DefectLimit())
                    .build());
    SearchAttributes.ALL.forEach(
        key -> options.registerSearchAttribute(key.getName(), key.getValueType()));
    environment = TestWorkflowEnvironment.newInstance(options.build());
    Worker changes = environment.newWorker(TaskQueues.CHANGES);
    changes.registerWorkflowImplementationTypes(ChangeWorkflowImpl.class, StageWorkflowImpl.class);
    changes.registerActivitiesImplementations(targets);
    environment
        .newWorker(TaskQueues.ofSubDomain(SUB_DOMAIN))
        .registerActivitiesImplementations(targets);
    environment.start();
    change =
        environment
            .getWorkflowClient()
            .newWorkflowStub(
                ChangeWorkflow.class,
                WorkflowOptions.newBuilder()
                    .setWorkflowId(ID)
                    .setTaskQueue(TaskQueues.CHANGES)
                    .build());
    WorkflowClient.start(
        change::run,
        ChangeInput.newBuilder().setChangeId(ID).setType("release").setRequester("ann").build());
  }

  /** One target a batch, each stage with so many batches. */
  static Plan plan(OnTrouble onTrouble, Duration watch, int... batchesPerStage) {
    List<Stage> stages = new ArrayList<>();
    int number = 0;
    for (int of : batchesPerStage) {
      List<Batch> batches = new ArrayList<>();
      for (int i = 0; i < of; i++) {
        String after = number == 0 ? "" : "t%02d".formatted(number);
        number++;
        batches.add(
            new Batch(number, 1, new TargetRange("", List.of(), after, "t%02d".formatted(number))));
      }
      stages.add(new Stage("stage of " + of, batches));
    }
    return new Plan(
        "release",
        1,
        "release checkout v2",
        SUB_DOMAIN,
        "release",
        Map.of("version", "v2"),
        Map.of(),
        List.of("checkout"),
        new Classification(ChangeClass.STANDARD, 2, 0, Duration.ofHours(8), List.of()),
        stages,
        100,
        new BakePolicy(Duration.ofMinutes(5), Duration.ofMinutes(15), onTrouble),
        new RollbackPolicy(onTrouble, Duration.ofMinutes(1), 2),
        watch,
        new InspectionSpec(SUB_DOMAIN, List.of(), 0.01, Duration.ofMinutes(10)));
  }

  /** What is shown of it once it waits for a person. */
  Change held() {
    for (int i = 0; i < 200; i++) {
      Change shown = change.describe();
      if (shown.getPhase() == Phase.HELD) {
        return shown;
      }
      environment.sleep(Duration.ofSeconds(10));
    }
    throw new AssertionError("never held: " + change.describe());
  }

  /** What the Temporal UI shows of it. */
  String details() {
    return WorkflowStub.fromTyped(change)
        .query("__temporal_workflow_metadata", WorkflowMetadata.class)
        .getCurrentDetails();
  }

  void resume() {
    change.resume(Steering.newBuilder().setActor("bob").setReason("mended").build());
  }

  ChangeResult result() {
    return WorkflowStub.fromTyped(change).getResult(ChangeResult.class);
  }

  /** All that Temporal keeps of it. */
  String history() {
    return environment.getWorkflowClient().fetchHistory(ID).toJson(false);
  }

  @Override
  public void close() {
    environment.close();
  }
}
