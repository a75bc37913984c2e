package dev.sluice.worker.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.proto.history.v1.BatchCheckpoint;
import io.temporal.api.common.v1.ActivityType;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import org.junit.jupiter.api.Test;

class WorkInHandTest {
  private static final DataConverter CONVERTER = DefaultDataConverter.STANDARD_INSTANCE;

  private static String waitsFor(PendingActivityInfo.Builder activity) {
    return new WorkInHand(CONVERTER)
        .waitsFor(
            new WorkflowExecutionDescription(
                DescribeWorkflowExecutionResponse.newBuilder()
                    .addPendingActivities(activity)
                    .build(),
                CONVERTER));
  }

  private static PendingActivityInfo.Builder activity(String type, int attempt) {
    return PendingActivityInfo.newBuilder()
        .setActivityType(ActivityType.newBuilder().setName(type))
        .setAttempt(attempt);
  }

  @Test
  void aChangeSaysThatItsSystemDoesNotAnswer() {
    BatchCheckpoint beat =
        BatchCheckpoint.newBuilder()
            .setDoneTo("cell-1")
            .setWaits("2 targets wait since 12:00: etcd does not answer")
            .build();
    assertThat(
            waitsFor(
                activity("ApplyBatch", 1)
                    .setHeartbeatDetails(CONVERTER.toPayloads(beat).orElseThrow())))
        .isEqualTo("2 targets wait since 12:00: etcd does not answer");
  }

  @Test
  void aChangeSaysWhatItsWorkBrokeOnWhileItIsTriedAgain() {
    assertThat(
            waitsFor(
                activity("Precheck", 3)
                    .setLastFailure(Failure.newBuilder().setMessage("etcd does not answer"))))
        .isEqualTo("attempt 3 of its work: etcd does not answer");
  }

  @Test
  void aChangeWhoseWorkGoesOnWaitsForNothing() {
    BatchCheckpoint beat = BatchCheckpoint.newBuilder().setDoneTo("cell-1").build();
    assertThat(
            waitsFor(
                activity("RevertBatch", 1)
                    .setHeartbeatDetails(CONVERTER.toPayloads(beat).orElseThrow())))
        .isEmpty();
  }

  @Test
  void aBeatInOtherWordsIsNoReasonToFail() {
    assertThat(
            waitsFor(
                activity("ApplyBatch", 1)
                    .setHeartbeatDetails(CONVERTER.toPayloads("half way").orElseThrow())))
        .isEmpty();
  }
}
