package dev.sluice.workflows.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.workflows.change.ChangeWorkflowImpl;
import dev.sluice.workflows.stage.StageWorkflowImpl;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.WorkflowReplayer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Workflows that began with an older release go on with this one. */
final class ReplayTest {
  static final Path HISTORIES = Path.of("src/test/resources/histories");

  static List<Path> histories() throws IOException {
    try (Stream<Path> files = Files.walk(HISTORIES)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("histories")
  void replays(Path history) throws Exception {
    WorkflowReplayer.replayWorkflowExecution(
        WorkflowExecutionHistory.fromJson(Files.readString(history)),
        ChangeWorkflowImpl.class,
        StageWorkflowImpl.class);
  }

  @Test
  void hasAHistoryOfEveryShape() throws IOException {
    assertThat(histories())
        .extracting(file -> file.getFileName().toString())
        .contains(
            "completed.json",
            "rolled-back.json",
            "approved-paused-resumed.json",
            "extended.json",
            "overridden.json",
            "aborted-while-applying.json",
            "cancelled.json",
            "large-stage.json",
            "planned-again.json",
            "large-stage-child.json",
            "large-stage-way-back.json",
            "steps.json",
            "steps-step.json",
            "steps-taken-back.json",
            "steps-step-paused.json",
            "steps-step-taken-back.json");
  }

  @Test
  void noticesAHistoryThatOtherCodeWrote() throws IOException {
    String other =
        Files.readString(histories().getFirst()).replace("\"ApplyBatch\"", "\"RevertBatch\"");
    assertThatThrownBy(() ->
            WorkflowReplayer.replayWorkflowExecution(
                WorkflowExecutionHistory.fromJson(other),
                ChangeWorkflowImpl.class,
                StageWorkflowImpl.class))
        .hasStackTraceContaining("NonDeterministic");
  }
}
