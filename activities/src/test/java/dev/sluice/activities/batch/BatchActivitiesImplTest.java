package dev.sluice.activities.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.activities.problem.DefectLimit;
import dev.sluice.activities.subdomain.RecordingSubDomain;
import dev.sluice.activities.subdomain.SubDomainCatalog;
import dev.sluice.activities.work.BeatingWork;
import dev.sluice.activities.work.Pause;
import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.subdomain.Target;
import dev.sluice.domain.subdomain.TargetOrder;
import dev.sluice.proto.history.v1.BatchCheckpoint;
import dev.sluice.proto.history.v1.BatchEffect;
import dev.sluice.proto.history.v1.BatchOrder;
import dev.sluice.proto.history.v1.RollbackCheck;
import dev.sluice.proto.history.v1.RollbackCheckOrder;
import dev.sluice.proto.history.v1.Scope;
import dev.sluice.proto.v1.Batch;
import dev.sluice.proto.v1.TargetRange;
import dev.sluice.workflows.batch.BatchActivities;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.testing.TestActivityEnvironment;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.worker.WorkerFactoryOptions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BatchActivitiesImplTest {
  private static final Problem BUSY = new Problem.Passing("BUSY", "busy");
  private static final Scope SCOPE =
      Scope.newBuilder()
          .setChangeId("c-1")
          .setSubDomain("fleet")
          .setCapability("release")
          .putParameters("version", "v2")
          .putSelector("service", "checkout")
          .build();

  private final RecordingSubDomain fleet = new RecordingSubDomain(4).withTargets(12);
  private final List<Duration> pauses = Collections.synchronizedList(new ArrayList<>());
  private volatile Pause pause = pauses::add;
  private TestActivityEnvironment temporal;
  private BatchActivities activities;

  @BeforeEach
  void start() {
    temporal =
        TestActivityEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder()
                .setWorkerFactoryOptions(
                    WorkerFactoryOptions.newBuilder()
                        .setWorkerInterceptors(new DefectLimit())
                        .build())
                .build());
    temporal.registerActivitiesImplementations(
        new BatchActivitiesImpl(
            new SubDomainCatalog(List.of(fleet)),
            InstantSource.fixed(Instant.parse("2026-11-23T12:00:00Z")),
            time -> pause.sleep(time),
            new BeatingWork(Duration.ofMillis(5), Duration.ofSeconds(5))));
    activities =
        temporal.newActivityStub(
            BatchActivities.class,
            ActivityOptions.newBuilder()
                .setStartToCloseTimeout(Duration.ofSeconds(20))
                .setHeartbeatTimeout(Duration.ofMillis(10))
                .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
                .build());
  }

  @AfterEach
  void stop() {
    temporal.close();
  }

  @Test
  void appliesEachTargetOfTheRangeOnceAndNoOther() {
    BatchEffect effect = activities.apply(order(2, 5, "n003", "n008"));

    assertThat(effect.getApplied()).isEqualTo(5);
    assertThat(effect.getFailed()).isZero();
    assertThat(fleet.applied())
        .extracting(TargetOrder::target)
        .containsExactlyInAnyOrder("n004", "n005", "n006", "n007", "n008");
  }

  @Test
  void countsTargetsThatAlreadyRunTheNewState() {
    activities.apply(order(1, 3, "", "n003"));

    BatchEffect again = activities.apply(order(1, 3, "", "n003"));

    assertThat(again.getAlreadyThere()).isEqualTo(3);
    assertThat(again.getApplied()).isZero();
  }

  @Test
  void whatBreaksTheBatchAsAWholeIsADefectThatIsTriedAgain() {
    fleet.breakListings();

    assertThatThrownBy(() -> activities.apply(order(1, 3, "", "n003")))
        .cause()
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            failure -> {
              assertThat(failure.getType()).isEqualTo("DEFECT");
              assertThat(failure.getOriginalMessage())
                  .startsWith(
                      "a defect of Sluice broke ApplyBatch (IllegalStateException: a list broke)");
              assertThat(failure.isNonRetryable()).isFalse();
            });
    assertThat(fleet.applied()).isEmpty();
  }

  @Test
  void touchesNothingWhenTheBatchGrewClearly() {
    assertThatThrownBy(() -> activities.apply(order(1, 5, "", "n008")))
        .cause()
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            failure -> {
              assertThat(failure.getType()).isEqualTo("BATCH_GREW");
              assertThat(failure.isNonRetryable()).isTrue();
            });
    assertThat(fleet.applied()).isEmpty();
  }

  @Test
  void takesBackABatchThatGrew() {
    assertThat(activities.revert(order(1, 1, "", "n008")).getAlreadyThere()).isEqualTo(8);
  }

  @Test
  void triesAgainAfterAPassingProblemAndWaitsLongerEachTime() {
    fleet.meet("n002", BUSY, BUSY);

    BatchEffect effect = activities.apply(order(1, 3, "", "n003"));

    assertThat(effect.getApplied()).isEqualTo(3);
    assertThat(pauses).containsExactly(Duration.ofMillis(250), Duration.ofMillis(500));
  }

  @Test
  void waitsForASystemThatRestartsAndCountsNothingTwice() {
    fleet.meet("n001", BUSY, BUSY, BUSY, BUSY, BUSY, BUSY, BUSY, BUSY);
    fleet.meet("n002", BUSY, BUSY, BUSY, BUSY, BUSY, BUSY, BUSY, BUSY, BUSY, BUSY, BUSY);

    BatchEffect effect = activities.apply(order(1, 3, "", "n003"));

    assertThat(effect.getApplied()).isEqualTo(3);
    assertThat(effect.getAlreadyThere() + effect.getFailed()).isZero();
    assertThat(fleet.applied()).hasSize(9 + 12 + 1);
    assertThat(fleet.applied().stream().map(TargetOrder::key).distinct()).hasSize(3);
  }

  @Test
  void givesATargetUpAfterAWhileAndGoesOnWithTheOthers() {
    fleet.meet("n002", Collections.nCopies(100, BUSY).toArray(Problem[]::new));

    BatchEffect effect = activities.apply(order(1, 3, "", "n003"));

    assertThat(effect.getApplied()).isEqualTo(2);
    assertThat(effect.getFailuresList()).containsExactly("n002: busy");
    Duration waited = pauses.stream().reduce(Duration.ZERO, Duration::plus);
    assertThat(waited).isBetween(Duration.ofSeconds(80), Duration.ofSeconds(90));
  }

  @Test
  void heartbeatsSayWhatIsWaitedForUntilItIsCancelled() {
    CountDownLatch told = new CountDownLatch(1);
    pause = _ -> new CountDownLatch(1).await();
    temporal.setActivityHeartbeatListener(
        BatchCheckpoint.class,
        checkpoint -> {
          if (checkpoint.getWaits().equals("1 target waits since 2026-11-23T12:00:00Z: busy")) {
            told.countDown();
            temporal.requestCancelActivity();
          }
        });
    fleet.meet("n002", BUSY);

    assertThatThrownBy(() -> activities.apply(order(1, 3, "", "n003")))
        .isInstanceOf(CanceledFailure.class);

    assertThat(told.getCount()).isZero();
  }

  @Test
  void heartbeatsSayWhichTargetsAreLateAndWhyUntilItIsCancelled() {
    CountDownLatch told = new CountDownLatch(1);
    temporal.setActivityHeartbeatListener(
        BatchCheckpoint.class,
        checkpoint -> {
          if (checkpoint
              .getWaits()
              .equals("1 target not there yet: n002 since 2026-11-23T12:00:00Z: still starts")) {
            told.countDown();
            temporal.requestCancelActivity();
          }
        });
    fleet.lag("n002");

    assertThatThrownBy(() -> activities.apply(order(1, 3, "", "n003")))
        .isInstanceOf(CanceledFailure.class);

    assertThat(told.getCount()).isZero();
  }

  @Test
  void doesNotTryAgainWhereSomeoneMustActFirst() {
    fleet.meet("n002", new Problem.ForOperator("LOCKED", "locked by hand; unlock it"));

    BatchEffect effect = activities.apply(order(1, 3, "", "n003"));

    assertThat(effect.getFailed()).isEqualTo(1);
    assertThat(effect.getFailuresList()).containsExactly("n002: locked by hand; unlock it");
    assertThat(pauses).isEmpty();
  }

  @Test
  void goesOnFromTheCheckpointOfAnEarlierAttempt() {
    temporal.setHeartbeatDetails(
        BatchCheckpoint.newBuilder()
            .setDoneTo("n002")
            .addDoneBeyond("n004")
            .setEffect(BatchEffect.newBuilder().setApplied(3))
            .build());

    BatchEffect effect = activities.apply(order(1, 5, "", "n005"));

    assertThat(effect.getApplied()).isEqualTo(5);
    assertThat(fleet.applied())
        .extracting(TargetOrder::target)
        .containsExactlyInAnyOrder("n003", "n005");
  }

  @Test
  void heartbeatsSayHowFarItHasCome() throws InterruptedException {
    CountDownLatch told = new CountDownLatch(1);
    temporal.setActivityHeartbeatListener(
        BatchCheckpoint.class,
        checkpoint -> {
          if (checkpoint.getEffect().getApplied() == 4 && checkpoint.getDoneTo().equals("n002")) {
            assertThat(checkpoint.getDoneBeyondList()).containsExactly("n004", "n005");
            told.countDown();
            temporal.requestCancelActivity();
          }
        });
    fleet.blockOn("n003");

    assertThatThrownBy(() -> activities.apply(order(1, 5, "", "n005")))
        .isInstanceOf(CanceledFailure.class);

    told.await();
  }

  @Test
  void beginsNoOtherTargetOnceItIsCancelledAndCutsShortThoseInHand() throws Exception {
    List<CountDownLatch> begun =
        List.of(
            fleet.blockOn("n001"),
            fleet.blockOn("n002"),
            fleet.blockOn("n003"),
            fleet.blockOn("n004"));
    CompletableFuture<BatchEffect> effect =
        CompletableFuture.supplyAsync(() -> activities.apply(order(1, 12, "", "")));
    for (CountDownLatch latch : begun) {
      latch.await();
    }

    temporal.requestCancelActivity();

    assertThatThrownBy(effect::get).rootCause().isInstanceOf(CanceledFailure.class);
    assertThat(fleet.interrupted()).containsExactlyInAnyOrder("n001", "n002", "n003", "n004");
    assertThat(fleet.applied()).hasSize(4);
  }

  @Test
  void aRangeWithoutTargetsIsDoneWithZeros() {
    BatchEffect effect = activities.apply(order(1, 2, "x", "z"));

    assertThat(effect.getApplied() + effect.getAlreadyThere() + effect.getFailed()).isZero();
    assertThat(effect.hasWindow()).isTrue();
  }

  @Test
  void anUnknownSubDomainIsTheAuthorsToMend() {
    BatchOrder order =
        order(1, 2, "", "n002").toBuilder().setScope(SCOPE.toBuilder().setSubDomain("x")).build();

    assertThatThrownBy(() -> activities.apply(order))
        .cause()
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            failure -> assertThat(failure.getType()).isEqualTo("UNKNOWN_SUB_DOMAIN"));
  }

  @Test
  void countsTheTargetsThatAreNotBack() {
    fleet.put(touched("n002", true, "c-1"));
    fleet.put(touched("n003", true, "another"));
    fleet.put(touched("n004", false, ""));
    fleet.put(touched("n009", true, "c-1"));

    RollbackCheck check =
        activities.checkRollback(
            RollbackCheckOrder.newBuilder()
                .setScope(SCOPE)
                .addTouched(TargetRange.newBuilder().setUpTo("n003"))
                .addTouched(TargetRange.newBuilder().setAfter("n003").setUpTo("n006"))
                .build());

    assertThat(check.getTargets()).isEqualTo(6);
    assertThat(check.getNotBack()).isEqualTo(2);
    assertThat(check.getExamplesList())
        .containsExactly("n002 still runs v2 from this change", "n004 is unhealthy on v2");
  }

  private static Target touched(String name, boolean healthy, String changedBy) {
    return new Target(name, "a", "v2", healthy, Map.of("service", "checkout"), changedBy);
  }

  private static BatchOrder order(int number, int targets, String after, String upTo) {
    return BatchOrder.newBuilder()
        .setScope(SCOPE)
        .setBatch(
            Batch.newBuilder()
                .setNumber(number)
                .setTargets(targets)
                .setRange(TargetRange.newBuilder().setAfter(after).setUpTo(upTo)))
        .setAttempt(1)
        .build();
  }
}
