package dev.sluice.worker.api;

import dev.sluice.proto.history.v1.BatchCheckpoint;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DataConverterException;
import java.util.List;
import java.util.Optional;

/**
 * What the work in hand of a change waits for, as Temporal knows it: a system that does not answer,
 * or a worker that is not there. The workflow itself learns of neither before the work is done.
 */
final class WorkInHand {
  private static final List<String> OF_BATCHES = List.of("ApplyBatch", "RevertBatch");

  private final DataConverter converter;

  WorkInHand(DataConverter converter) {
    this.converter = converter;
  }

  /** One line for people; empty while the work goes on as it should. */
  String waitsFor(WorkflowExecutionDescription workflow) {
    return workflow.getRawDescription().getPendingActivitiesList().stream()
        .map(this::waitsFor)
        .filter(words -> !words.isEmpty())
        .findFirst()
        .orElse("");
  }

  private String waitsFor(PendingActivityInfo activity) {
    String system = systemOf(activity);
    if (!system.isEmpty()) {
      return system;
    }
    String failure = activity.getLastFailure().getMessage();
    return activity.getAttempt() > 1 && !failure.isEmpty()
        ? "attempt %d of its work: %s".formatted(activity.getAttempt(), failure)
        : "";
  }

  private String systemOf(PendingActivityInfo activity) {
    if (!OF_BATCHES.contains(activity.getActivityType().getName())
        || !activity.hasHeartbeatDetails()) {
      return "";
    }
    try {
      Optional<Payloads> details = Optional.of(activity.getHeartbeatDetails());
      return converter
          .fromPayloads(0, details, BatchCheckpoint.class, BatchCheckpoint.class)
          .getWaits();
    } catch (DataConverterException otherVersion) {
      // A worker of another version beats in other words; what it waits for is seen in the UI.
      return "";
    }
  }
}
