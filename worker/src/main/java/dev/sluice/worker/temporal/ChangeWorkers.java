package dev.sluice.worker.temporal;

import dev.sluice.activities.problem.DefectLimit;
import dev.sluice.workflows.TaskQueues;
import io.temporal.client.WorkflowClient;
import io.temporal.common.interceptors.WorkerInterceptor;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The Temporal workers of this process: one for each task queue. */
public final class ChangeWorkers implements AutoCloseable {
  private static final int SECONDS_TO_DRAIN = 6;

  private final WorkerFactory factory;

  private ChangeWorkers(WorkerFactory factory) {
    this.factory = factory;
  }

  /**
   * Starts polling. Workflows run where their own queue is polled.
   *
   * @param workflowTypes classes of the workflows' implementations
   * @param activities implementations by task queue
   * @param logging marks what workflows and activities log
   */
  public static ChangeWorkers start(
      WorkflowClient client,
      List<Class<?>> workflowTypes,
      Map<String, List<Object>> activities,
      WorkerInterceptor logging) {
    WorkerFactory factory =
        WorkerFactory.newInstance(
            client,
            WorkerFactoryOptions.newBuilder()
                .setUsingVirtualWorkflowThreads(true)
                // The first is innermost: what a limit logs of an activity carries its change's id.
                .setWorkerInterceptors(new DefectLimit(), logging, new UpdateRefusals())
                .build());
    WorkerOptions options =
        WorkerOptions.newBuilder()
            .setUsingVirtualThreads(true)
            // A crash is noticed one heartbeat limit after the last beat that reached the server.
            .setMaxHeartbeatThrottleInterval(Duration.ofSeconds(1))
            .build();
    activities.forEach((queue, implementations) -> {
      Worker worker = factory.newWorker(queue, options);
      if (queue.equals(TaskQueues.CHANGES)) {
        worker.registerWorkflowImplementationTypes(workflowTypes.toArray(Class<?>[]::new));
      }
      worker.registerActivitiesImplementations(implementations.toArray());
    });
    factory.start();
    return new ChangeWorkers(factory);
  }

  public boolean areRunning() {
    return factory.isStarted() && !factory.isShutdown();
  }

  /** Takes no new work, lets the work in hand come to a safe point, then interrupts it. */
  @Override
  public void close() {
    factory.shutdown();
    factory.awaitTermination(SECONDS_TO_DRAIN, TimeUnit.SECONDS);
    if (!factory.isTerminated()) {
      factory.shutdownNow();
      factory.awaitTermination(1, TimeUnit.SECONDS);
    }
  }
}
