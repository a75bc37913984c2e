package dev.sluice.worker.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.activities.fleet.deploy.DeployOrder;
import dev.sluice.activities.fleet.deploy.Journal;
import dev.sluice.domain.plan.TargetRange;
import dev.sluice.domain.subdomain.TargetQuery;
import dev.sluice.proto.v1.Change;
import dev.sluice.proto.v1.Outcome;
import dev.sluice.proto.v1.Phase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A change survives the death of whatever carries it out. */
@Tag("server")
@Timeout(180)
@TestMethodOrder(MethodOrderer.MethodName.class)
final class DurabilityServerTest {
  private static final Duration RESUMES_WITHIN = Duration.ofSeconds(10);
  private static final Duration LONG = Duration.ofSeconds(90);

  private static final int HALF = FleetMain.INSTANCES / 2;

  @TempDir static Path folder;
  private static DurabilityStage stage;

  @BeforeAll
  static void start() throws IOException {
    stage = new DurabilityStage(folder);
  }

  @AfterAll
  static void stop() {
    stage.close();
  }

  @Test
  void goesOnAfterAWorkerIsKilledInTheMiddleOfABatch(TestInfo test) {
    String version = otherGoodVersion();
    try (ChildProcess first = stage.worker()) {
      String id = stage.start(DurabilityStage.HALF_THEN_ALL, version);
      awaitReplaced(id, DeployOrder.Action.DEPLOY, 3);
      first.kill();
      assertThat(stage.journal(id)).as("killed in the middle").hasSizeLessThan(HALF);
      goesOn(test, id, Outcome.COMPLETED);
      everyTargetWasChangedOnce(id, FleetMain.INSTANCES);
      everyTargetRuns(version);
    }
  }

  @Test
  void goesOnAfterAWorkerIsKilledInABake(TestInfo test) {
    String version = otherGoodVersion();
    try (ChildProcess first = stage.worker()) {
      String id = stage.start(DurabilityStage.HALF_THEN_ALL, version);
      awaitChange(id, change -> change.getPhase() == Phase.BAKING);
      first.kill();
      goesOn(test, id, Outcome.COMPLETED);
      everyTargetWasChangedOnce(id, FleetMain.INSTANCES);
      everyTargetRuns(version);
    }
  }

  @Test
  void goesOnAfterAWorkerIsKilledInARollback(TestInfo test) {
    String before = version();
    try (ChildProcess first = stage.worker()) {
      String id = stage.start(DurabilityStage.HALF_THEN_ALL, "v2-failing");
      awaitReplaced(id, DeployOrder.Action.REVERT, 1);
      first.kill();
      assertThat(count(id, DeployOrder.Action.REVERT)).as("killed in the middle").isLessThan(HALF);
      goesOn(test, id, Outcome.ROLLED_BACK);
      everyTargetWasChangedOnce(id, HALF);
      everyChangedTargetWasTakenBackOnce(id);
      everyTargetRuns(before);
    }
  }

  @Test
  void goesOnAfterAWorkerIsKilledInALargeStage(TestInfo test) {
    String before = version();
    try (ChildProcess first = stage.worker()) {
      String id = stage.start(DurabilityStage.ONE_LARGE_STAGE, otherGoodVersion());
      awaitReplaced(id, DeployOrder.Action.DEPLOY, 3);
      first.kill();
      int replaced = count(id, DeployOrder.Action.DEPLOY);
      Instant restart = Instant.now();
      try (ChildProcess _ = stage.worker()) {
        resumes(test, id + ".stage-1.run-1", restart);
        awaitReplaced(id, DeployOrder.Action.DEPLOY, replaced + 2);
        stage.abort(id);
        endsAs(id, Outcome.ROLLED_BACK);
      }
      int touched = count(id, DeployOrder.Action.DEPLOY);
      assertThat(touched).as("aborted in the middle").isLessThan(FleetMain.INSTANCES);
      everyTargetWasChangedOnce(id, touched);
      everyChangedTargetWasTakenBackOnce(id);
      everyTargetRuns(before);
    }
  }

  @Test
  void goesOnAfterAnActivityDiedBetweenApplyingAndReporting(TestInfo test)
      throws InterruptedException {
    String version = otherGoodVersion();
    try (WithholdingProxy proxy = new WithholdingProxy(stage.fleetUri());
        ChildProcess first = stage.worker(proxy.uri())) {
      String id = stage.start(DurabilityStage.HALF_THEN_ALL, version);
      assertThat(proxy.withheld.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
      first.kill();
      goesOn(test, id, Outcome.COMPLETED);
      everyTargetWasChangedOnce(id, FleetMain.INSTANCES);
      everyTargetRuns(version);
    }
  }

  @Test
  void goesOnAfterTheTemporalServerIsRestarted(TestInfo test) {
    String version = otherGoodVersion();
    try (ChildProcess worker = stage.worker()) {
      String id = stage.start(DurabilityStage.HALF_THEN_ALL, version);
      awaitChange(id, change -> change.getPhase() == Phase.BAKING);
      stage.restartTemporal();
      Instant restart = Instant.now();
      resumes(test, id, restart);
      endsAs(id, Outcome.COMPLETED);
      assertThat(worker.isAlive()).isTrue();
      everyTargetWasChangedOnce(id, FleetMain.INSTANCES);
      everyTargetRuns(version);
    }
  }

  @Test
  void goesOnAfterAWorkerIsKilledInTheSecondOfTwoSteps(TestInfo test) {
    String version = version();
    try (ChildProcess first = stage.worker()) {
      String id = startTwoSteps(version);
      awaitReplaced(id + ".that", DeployOrder.Action.DEPLOY, 3);
      first.kill();
      Instant restart = Instant.now();
      try (ChildProcess _ = stage.worker()) {
        resumes(test, id + ".that", restart);
        endsAs(id, Outcome.COMPLETED);
      }
      everyTargetWasChangedOnce(id + ".good", FleetMain.INSTANCES);
      everyTargetWasChangedOnce(id + ".that", FleetMain.INSTANCES);
      everyTargetRuns(version);
    }
  }

  @Test
  void goesOnAfterAWorkerIsKilledWhileAnEarlierStepIsTakenBack(TestInfo test) {
    String before = version();
    try (ChildProcess first = stage.worker()) {
      String id = startTwoSteps("v2-failing");
      awaitReplaced(id + ".good", DeployOrder.Action.REVERT, 2);
      first.kill();
      Instant restart = Instant.now();
      try (ChildProcess _ = stage.worker()) {
        resumes(test, id + ".good.back-1", restart);
        endsAs(id, Outcome.ROLLED_BACK);
      }
      everyChangedTargetWasTakenBackOnce(id + ".that");
      everyChangedTargetWasTakenBackOnce(id + ".good");
      everyTargetRuns(before);
    }
  }

  @Test
  void aStepThatWasEndedInTemporalHoldsTheChangeUntilAPersonHasItTakenBack() {
    String before = version();
    try (ChildProcess _ = stage.worker()) {
      String id = startTwoSteps(before);
      awaitReplaced(id + ".that", DeployOrder.Action.DEPLOY, 2);
      stage.terminate(id + ".that");
      Change held = awaitChange(id, change -> change.getPhase() == Phase.HELD);
      assertThat(held.getStatusReason()).contains("step that: its workflow was ended from outside");
      stage.resume(id);
      endsAs(id, Outcome.ROLLED_BACK);
      everyTargetRuns(before);
    }
  }

  private static String startTwoSteps(String version) {
    return stage.start(
        DurabilityStage.GOOD_THEN_THAT, Map.of("good", otherGoodVersion(), "version", version));
  }

  private static void awaitReplaced(String id, DeployOrder.Action action, int targets) {
    await()
        .atMost(LONG)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> count(id, action) >= targets);
  }

  private static void goesOn(TestInfo test, String id, Outcome outcome) {
    Instant restart = Instant.now();
    try (ChildProcess _ = stage.worker()) {
      resumes(test, id, restart);
      endsAs(id, outcome);
    }
  }

  private static void resumes(TestInfo test, String id, Instant restart) {
    await()
        .atMost(LONG)
        .pollInterval(Duration.ofMillis(100))
        .ignoreExceptions()
        .until(() -> stage.wentOnAfter(id, restart));
    Duration took = Duration.between(restart, Instant.now());
    System.out.printf(
        "%s: resumed after %d ms%n", test.getTestMethod().orElseThrow().getName(), took.toMillis());
    assertThat(took).isLessThan(RESUMES_WITHIN);
  }

  private static void endsAs(String id, Outcome outcome) {
    Change ended = awaitChange(id, change -> change.getPhase() == Phase.ENDED);
    assertThat(ended.getOutcome()).as(ended.getStatusReason()).isEqualTo(outcome);
  }

  private static Change awaitChange(String id, Predicate<Change> wanted) {
    return await()
        .atMost(LONG)
        .pollInterval(Duration.ofMillis(100))
        .ignoreExceptions()
        .until(() -> stage.change(id), wanted);
  }

  /** Each of so many targets was replaced exactly once by the change, and none other. */
  private static void everyTargetWasChangedOnce(String id, int targets) {
    assertThat(replaced(id, DeployOrder.Action.DEPLOY)).hasSize(targets).doesNotHaveDuplicates();
  }

  /** Whatever was replaced was put back exactly once, and nothing else was. */
  private static void everyChangedTargetWasTakenBackOnce(String id) {
    assertThat(replaced(id, DeployOrder.Action.REVERT))
        .containsExactlyInAnyOrderElementsOf(replaced(id, DeployOrder.Action.DEPLOY));
  }

  /** The instances that were really replaced in one direction, oldest first. */
  private static List<String> replaced(String id, DeployOrder.Action action) {
    return stage.journal(id).stream()
        .filter(entry -> entry.action() == action)
        .map(Journal.Entry::instance)
        .toList();
  }

  private static int count(String id, DeployOrder.Action action) {
    return replaced(id, action).size();
  }

  private static void everyTargetRuns(String version) {
    assertThat(versions()).hasSize(FleetMain.INSTANCES).containsOnly(version);
  }

  private static String version() {
    List<String> versions = versions();
    assertThat(versions.stream().distinct()).as("one version before the change").hasSize(1);
    return versions.getFirst();
  }

  private static String otherGoodVersion() {
    return version().equals("v1") ? "v2" : "v1";
  }

  private static List<String> versions() {
    return stage
        .control
        .instances(new TargetQuery(Map.of("service", FleetMain.SERVICE), TargetRange.ALL, 100))
        .stream()
        .map(instance -> instance.version())
        .toList();
  }
}
