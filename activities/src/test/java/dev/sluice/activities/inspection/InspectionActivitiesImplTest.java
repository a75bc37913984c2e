package dev.sluice.activities.inspection;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.activities.problem.DefectLimit;
import dev.sluice.activities.recorded.BrokenCaseException;
import dev.sluice.activities.recorded.CaseFolder;
import dev.sluice.activities.recorded.CaseLine;
import dev.sluice.activities.recorded.RecordedCaseReader;
import dev.sluice.activities.subdomain.RecordingSubDomain;
import dev.sluice.activities.subdomain.SubDomainCatalog;
import dev.sluice.activities.work.BeatingWork;
import dev.sluice.activities.work.Pause;
import dev.sluice.domain.inspection.Verdict;
import dev.sluice.domain.problem.Problem;
import dev.sluice.inspection.recorded.Judgement;
import dev.sluice.inspection.recorded.RecordedCase;
import dev.sluice.inspection.stream.JudgeSettings;
import dev.sluice.inspection.stream.ReplayJudge;
import dev.sluice.proto.history.v1.BakeCheckpoint;
import dev.sluice.proto.history.v1.BakeOrder;
import dev.sluice.proto.history.v1.ChangeWindow;
import dev.sluice.proto.history.v1.Scope;
import dev.sluice.proto.v1.BadDirection;
import dev.sluice.proto.v1.InspectionSpec;
import dev.sluice.proto.v1.Metric;
import dev.sluice.proto.v1.MetricKind;
import dev.sluice.proto.v1.MetricRole;
import dev.sluice.proto.v1.TargetRange;
import dev.sluice.workflows.inspection.InspectionActivities;
import dev.sluice.workflows.wire.TimeWire;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.testing.TestActivityEnvironment;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.worker.WorkerFactoryOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class InspectionActivitiesImplTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  private final RecordingSubDomain fleet = new RecordingSubDomain(1).withTargets(10);
  private final RecordingMetricSource source = new RecordingMetricSource(Duration.ofSeconds(1));
  private final TravellingClock clock = new TravellingClock(NOON);
  private final TestActivityEnvironment temporal =
      TestActivityEnvironment.newInstance(
          TestEnvironmentOptions.newBuilder()
              .setWorkerFactoryOptions(
                  WorkerFactoryOptions.newBuilder()
                      .setWorkerInterceptors(new DefectLimit())
                      .build())
              .build());

  @TempDir
  @SuppressWarnings("NullAway.Init") // Given by JUnit.
  Path recordings;

  @AfterEach
  void stop() {
    temporal.close();
  }

  @Test
  void answersWithVerdictTimeAndHowLongItWatched() {
    dev.sluice.proto.v1.Inspection found = activities(clock).bake(order("fleet"));

    assertThat(found.getVerdict()).isEqualTo(dev.sluice.proto.v1.Verdict.PASS);
    assertThat(TimeWire.toDomain(found.getBaked())).hasSeconds(10);
    assertThat(TimeWire.toDomain(found.getTime())).isEqualTo(NOON.plusSeconds(10));
    assertThat(found.getSummary())
        .isEqualTo("No metric moved further than it does without a change.");
  }

  @Test
  void keepsWhatItMeasuredAsACaseThatIsJudgedTheSame() throws IOException, BrokenCaseException {
    source.harm("n003", NOON, 5);

    dev.sluice.proto.v1.Inspection found = activities(clock).bake(order("fleet"));

    assertThat(found.getVerdict()).isEqualTo(dev.sluice.proto.v1.Verdict.FAIL);
    CaseLine line = recorded();
    assertThat(line.recorded().id()).isEqualTo("c-1-20261123T120000Z");
    assertThat(requireNonNull(line.said()).verdict()).isEqualTo(Verdict.FAIL);
    assertThat(new ReplayJudge().judge(line.recorded(), false).inspection().verdict())
        .isEqualTo(Verdict.FAIL);
  }

  @Test
  void aRecordedBakeIsJudgedAgainByTheNumbersItSaw() throws IOException, BrokenCaseException {
    source.answerAll(2);
    source.fail("n003", NOON, 1);

    dev.sluice.proto.v1.Inspection found = activities(clock).bake(order("fleet"));

    RecordedCase recorded = recorded().recorded();
    // The order's alpha of 0.05, shared by two batches.
    JudgeSettings settings = JudgeSettings.DEFAULT.withAlpha(0.025);
    Judgement again = new ReplayJudge(settings).judge(recorded, false);
    assertThat(found.getVerdict()).isEqualTo(dev.sluice.proto.v1.Verdict.FAIL);
    assertThat(recorded.metrics().getFirst().treatment().getLast().requestsBefore())
        .containsOnly(2);
    assertThat(again.inspection().verdict()).isEqualTo(Verdict.FAIL);
    assertThat(again.inspection().evidence().getFirst().observed())
        .isEqualTo(found.getEvidence(0).getObserved());
    assertThat(again.inspection().evidence().getFirst().statistic())
        .isEqualTo(found.getEvidence(0).getStatistic());
  }

  @Test
  void countsTheSlowRequestsOfAHistogramAndRecordsThem() throws IOException, BrokenCaseException {
    source.fail("n003", NOON, 8);
    BakeOrder order =
        order("fleet").toBuilder()
            .setInspection(
                order("fleet").getInspection().toBuilder()
                    .setMetrics(
                        0,
                        Metric.newBuilder()
                            .setName("latency")
                            .setKind(MetricKind.LATENCY)
                            .setBadDirection(BadDirection.INCREASE)
                            .setRole(MetricRole.DECIDING)
                            .setMinimumEffect(0.2)
                            .setHistogram(true)))
            .build();

    dev.sluice.proto.v1.Inspection found = activities(clock).bake(order);

    assertThat(found.getVerdict()).isEqualTo(dev.sluice.proto.v1.Verdict.FAIL);
    assertThat(found.getSummary())
        .matches(
            "[\\d.]+ % of requests of latency are slower than 100 ms, 5 % expected, on n003 since"
                + " 12:00:0\\d UTC, .*");
    assertThat(found.getEvidenceList())
        .singleElement()
        .satisfies(evidence -> assertThat(evidence.getMetric()).isEqualTo("latency"));
    RecordedCase recorded = recorded().recorded();
    assertThat(recorded.metrics())
        .singleElement()
        .satisfies(metric -> {
          assertThat(metric.spec().name()).isEqualTo("latency slower than 100 ms");
          assertThat(metric.treatment().getLast().requestsBefore()).containsOnly(20);
        });
    Judgement again =
        new ReplayJudge(JudgeSettings.DEFAULT.withAlpha(0.025)).judge(recorded, false);
    assertThat(again.inspection().verdict()).isEqualTo(Verdict.FAIL);
    assertThat(again.inspection().evidence())
        .singleElement()
        .satisfies(evidence -> {
          assertThat(evidence.metric()).isEqualTo("latency");
          assertThat(evidence.statistic()).isEqualTo(found.getEvidence(0).getStatistic());
          assertThat(evidence.observed()).isEqualTo(found.getEvidence(0).getObserved());
        });
  }

  @Test
  void heartbeatsSayWhatTheNewestLookSaidAndCancellationEndsTheWait() throws InterruptedException {
    CountDownLatch interrupted = new CountDownLatch(1);
    temporal.setActivityHeartbeatListener(
        BakeCheckpoint.class,
        said -> {
          if (said.getNewest().startsWith("INCONCLUSIVE after 0 s: errors can't")) {
            temporal.requestCancelActivity();
          }
        });
    Pause endless =
        _ -> {
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            interrupted.countDown();
            throw e;
          }
        };

    assertThatThrownBy(() -> activities(endless).bake(order("fleet")))
        .isInstanceOf(CanceledFailure.class);

    interrupted.await();
  }

  @Test
  void anUnknownMetricSourceIsTheAuthorsToMend() {
    assertThatThrownBy(() -> activities(clock).bake(order("flet")))
        .cause()
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            failure -> {
              assertThat(failure.getType()).isEqualTo("UNKNOWN_METRIC_SOURCE");
              assertThat(failure.getOriginalMessage()).contains("there are: fleet");
              assertThat(failure.isNonRetryable()).isTrue();
            });
  }

  @Test
  void aWrongQueryIsNotTriedAgain() {
    source.meet("errors", new Problem.ForAuthor("WRONG_QUERY", "unexpected end of query"));

    assertThatThrownBy(() -> activities(clock).bake(order("fleet")))
        .cause()
        .isInstanceOfSatisfying(
            ApplicationFailure.class, failure -> assertThat(failure.isNonRetryable()).isTrue());
  }

  @Test
  void whatBreaksWhileItReadsIsADefectThatIsTriedAgain() {
    source.breakReads();

    assertThatThrownBy(() -> activities(clock).bake(order("fleet")))
        .cause()
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            failure -> {
              assertThat(failure.getType()).isEqualTo("DEFECT");
              assertThat(failure.getOriginalMessage())
                  .startsWith(
                      "a defect of Sluice broke Bake (IllegalStateException: a read broke)");
              assertThat(failure.isNonRetryable()).isFalse();
            });
  }

  private CaseLine recorded() throws IOException, BrokenCaseException {
    try (InputStream in =
        new GZIPInputStream(
            Files.newInputStream(recordings.resolve("c-1-20261123T120000Z.jsonl.gz")))) {
      return RecordedCaseReader.read(in.readAllBytes());
    }
  }

  private InspectionActivities activities(Pause pause) {
    temporal.registerActivitiesImplementations(
        new InspectionActivitiesImpl(
            new SubDomainCatalog(List.of(fleet)),
            new MetricSourceCatalog(List.of(source)),
            clock,
            pause,
            new BeatingWork(Duration.ofMillis(5), Duration.ofSeconds(5)),
            new BakeRecorder(new CaseFolder(recordings))));
    return temporal.newActivityStub(
        InspectionActivities.class,
        ActivityOptions.newBuilder()
            .setStartToCloseTimeout(Duration.ofSeconds(20))
            .setHeartbeatTimeout(Duration.ofMillis(10))
            .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
            .build());
  }

  private static BakeOrder order(String source) {
    return BakeOrder.newBuilder()
        .setScope(Scope.newBuilder().setChangeId("c-1").setSubDomain("fleet"))
        .setInspection(
            InspectionSpec.newBuilder()
                .setSource(source)
                .setAlpha(0.05)
                .setBefore(TimeWire.toProto(Duration.ofMinutes(5)))
                .addMetrics(
                    Metric.newBuilder()
                        .setName("errors")
                        .setKind(MetricKind.ERROR_RATE)
                        .setBadDirection(BadDirection.INCREASE)
                        .setRole(MetricRole.DECIDING)))
        .addTreatment(TargetRange.newBuilder().setUpTo("n003"))
        .addTouched(TargetRange.newBuilder().setUpTo("n003"))
        .setWindow(
            ChangeWindow.newBuilder()
                .setStartTime(TimeWire.toProto(NOON.minusSeconds(20)))
                .setEndTime(TimeWire.toProto(NOON)))
        .setMinimum(TimeWire.toProto(Duration.ofSeconds(3)))
        .setMaximum(TimeWire.toProto(Duration.ofSeconds(60)))
        .setBatches(2)
        .build();
  }
}
