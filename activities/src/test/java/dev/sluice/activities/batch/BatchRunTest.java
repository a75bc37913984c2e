package dev.sluice.activities.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.activities.subdomain.RecordingSubDomain;
import dev.sluice.domain.subdomain.Direction;
import dev.sluice.domain.subdomain.TargetOrder;
import dev.sluice.proto.history.v1.BatchCheckpoint;
import dev.sluice.proto.history.v1.BatchEffect;
import dev.sluice.proto.history.v1.BatchOrder;
import dev.sluice.proto.history.v1.Scope;
import dev.sluice.proto.v1.Batch;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BatchRunTest {
  private static final BatchCheckpoint NONE = BatchCheckpoint.getDefaultInstance();

  /** Ten seconds pass from one look to the next. */
  private final InstantSource clock =
      new InstantSource() {
        private Instant now = Instant.EPOCH;

        @Override
        public Instant instant() {
          now = now.plusSeconds(10);
          return now;
        }
      };

  private final RecordingSubDomain oneByOne = new RecordingSubDomain(1).withTargets(4);

  @Test
  void namesEachOrderSoThatItTakesEffectOnce() throws InterruptedException {
    run(Direction.APPLY, 1, 1);
    run(Direction.REVERT, 1, 1);

    TargetOrder applied = oneByOne.applied().getFirst();
    assertThat(applied.key()).isEqualTo("c-1/2/n001/apply");
    assertThat(applied.change()).isEqualTo("c-1");
    assertThat(applied.capability()).isEqualTo("release");
    assertThat(applied.parameters()).containsExactly(Map.entry("version", "v2"));
    assertThat(oneByOne.reverted())
        .last()
        .extracting(TargetOrder::key)
        .isEqualTo("c-1/2/n001/revert");
  }

  @Test
  void fencesOffEveryEarlierAttempt() throws InterruptedException {
    run(Direction.APPLY, 1, 1);
    run(Direction.APPLY, 1, 2);
    run(Direction.APPLY, 1, 5_000);
    run(Direction.APPLY, 2, 1);

    assertThat(oneByOne.applied())
        .filteredOn(order -> order.target().equals("n003"))
        .extracting(TargetOrder::fence)
        .containsExactly(1_001L, 1_002L, 1_999L, 2_001L);
  }

  @Test
  void takesTargetsBackInReverseOrder() throws InterruptedException {
    run(Direction.REVERT, 1, 1);

    assertThat(oneByOne.reverted())
        .extracting(TargetOrder::target)
        .containsExactly("n004", "n003", "n002", "n001");
  }

  @Test
  void countsATargetThatNeverArrivesAsFailed() throws InterruptedException {
    oneByOne.lag("n002");
    BatchEffect effect = run(Direction.APPLY, 1, 1);

    assertThat(effect.getApplied()).isEqualTo(3);
    assertThat(effect.getFailuresList())
        .singleElement()
        .asString()
        .startsWith("n002: not there 60 s after its order: still starts");
  }

  private BatchEffect run(Direction direction, int orderAttempt, int activityAttempt)
      throws InterruptedException {
    BatchOrder order =
        BatchOrder.newBuilder()
            .setScope(
                Scope.newBuilder()
                    .setChangeId("c-1")
                    .setSubDomain("fleet")
                    .setCapability("release")
                    .putParameters("version", "v2"))
            .setBatch(Batch.newBuilder().setNumber(2).setTargets(4))
            .setAttempt(orderAttempt)
            .build();
    return new BatchRun(
            oneByOne, direction, order, NONE, activityAttempt, Instant.MAX, clock, _ -> {})
        .run();
  }
}
