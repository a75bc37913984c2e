package dev.sluice.worker.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.sluice.activities.problem.DefectLimit;
import dev.sluice.worker.config.SluiceConfig;
import dev.sluice.worker.config.TemporalConfig;
import dev.sluice.worker.ops.ChangeLogging;
import dev.sluice.worker.ops.SluiceMetrics;
import dev.sluice.workflows.ActivityLimits;
import dev.sluice.workflows.TaskQueues;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

@Timeout(60)
final class ChangeWorkersTest {
  /** Does one thing. */
  @ActivityInterface
  public interface Step {
    void carryOut();
  }

  /** Does one step, once. */
  @WorkflowInterface
  public interface OneStep {
    @WorkflowMethod
    void run();
  }

  /** Lets the step's failure end it. */
  public static final class OneStepImpl implements OneStep {
    @Override
    public void run() {
      Workflow.newActivityStub(
              Step.class,
              ActivityOptions.newBuilder()
                  .setStartToCloseTimeout(Duration.ofSeconds(20))
                  .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
                  .build())
          .carryOut();
    }
  }

  /** Breaks each time. */
  private static final class BrokenStep implements Step {
    @Override
    public void carryOut() {
      throw new IllegalStateException("out of order");
    }
  }

  @Test
  void anActivityThatBreaksFailsAsADefectAndIsLoggedUnderItsChange() {
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    Logger logger = (Logger) LoggerFactory.getLogger(DefectLimit.class);
    logger.addAppender(lines);
    TemporalConfig config =
        SluiceConfig.read(null, Map.of("SLUICE_TEMPORAL_DEV_SERVER", "in-process")).temporal();
    try (SluiceMetrics metrics = new SluiceMetrics();
        TemporalServer server = TemporalServer.open(config, System.getenv());
        TemporalConnection temporal =
            TemporalConnection.open(server, config, metrics.registry(), "test");
        ChangeWorkers workers =
            ChangeWorkers.start(
                temporal.client(),
                List.of(OneStepImpl.class),
                Map.of(TaskQueues.CHANGES, List.of(new BrokenStep())),
                new ChangeLogging())) {
      assertThat(workers.areRunning()).isTrue();
      OneStep step =
          temporal
              .client()
              .newWorkflowStub(
                  OneStep.class,
                  WorkflowOptions.newBuilder()
                      .setWorkflowId("release-checkout-1")
                      .setTaskQueue(TaskQueues.CHANGES)
                      .build());
      assertThatThrownBy(step::run)
          .rootCause()
          .isInstanceOfSatisfying(
              ApplicationFailure.class,
              failure -> assertThat(failure.getType()).isEqualTo(ActivityLimits.DEFECT));
    } finally {
      logger.detachAppender(lines);
    }
    assertThat(lines.list)
        .singleElement()
        .satisfies(line -> {
          assertThat(line.getFormattedMessage()).isEqualTo("DEFECT: CarryOut broke, try 1 of 7");
          assertThat(line.getThrowableProxy().getMessage()).isEqualTo("out of order");
          assertThat(line.getMDCPropertyMap())
              .containsEntry(ChangeLogging.CHANGE, "release-checkout-1");
        });
  }
}
