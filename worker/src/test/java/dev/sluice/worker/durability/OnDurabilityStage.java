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
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Changes on a stage whose processes are killed, and what has to be true of them afterwards. */
@Tag("server")
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.MethodName.class)
abstract class OnDurabilityStage {
  protected static final Duration LONG = Duration.ofSeconds(90);
  protected static final int HALF = FleetMain.INSTANCES / 2;

  private static final Duration RESUMES_WITHIN = Duration.ofSeconds(10);

  protected DurabilityStage stage;

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    stage = newStage(folder);
  }

  DurabilityStage newStage(Path folder) throws IOException {
    return new DurabilityStage(folder);
  }

  @AfterAll
  void stop() {
    stage.close();
  }

  protected final void awaitReplaced(String id, DeployOrder.Action action, int targets) {
    await()
        .atMost(LONG)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> count(id, action) >= targets);
  }

  protected final void goesOn(TestInfo test, String id, Outcome outcome) {
    Instant restart = Instant.now();
    try (ChildProcess _ = stage.worker()) {
      resumes(test, id, restart);
      endsAs(id, outcome);
    }
  }

  protected final void resumes(TestInfo test, String id, Instant restart) {
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

  protected final void endsAs(String id, Outcome outcome) {
    Change ended = awaitChange(id, change -> change.getPhase() == Phase.ENDED);
    assertThat(ended.getOutcome()).as(ended.getStatusReason()).isEqualTo(outcome);
  }

  protected final Change awaitChange(String id, Predicate<Change> wanted) {
    return await()
        .atMost(LONG)
        .pollInterval(Duration.ofMillis(100))
        .ignoreExceptions()
        .until(() -> stage.change(id), wanted);
  }

  /** Each of so many targets was replaced exactly once by the change, and none other. */
  protected final void everyTargetWasChangedOnce(String id, int targets) {
    assertThat(replaced(id, DeployOrder.Action.DEPLOY)).hasSize(targets).doesNotHaveDuplicates();
  }

  /** Whatever was replaced was put back exactly once, and nothing else was. */
  protected final void everyChangedTargetWasTakenBackOnce(String id) {
    assertThat(replaced(id, DeployOrder.Action.REVERT))
        .containsExactlyInAnyOrderElementsOf(replaced(id, DeployOrder.Action.DEPLOY));
  }

  /** The instances that were really replaced in one direction, oldest first. */
  protected final List<String> replaced(String id, DeployOrder.Action action) {
    return stage.journal(id).stream()
        .filter(entry -> entry.action() == action)
        .map(Journal.Entry::instance)
        .toList();
  }

  protected final int count(String id, DeployOrder.Action action) {
    return replaced(id, action).size();
  }

  protected final void everyTargetRuns(String version) {
    assertThat(versions()).hasSize(FleetMain.INSTANCES).containsOnly(version);
  }

  protected final String version() {
    List<String> versions = versions();
    assertThat(versions.stream().distinct()).as("one version before the change").hasSize(1);
    return versions.getFirst();
  }

  protected final String otherGoodVersion() {
    return version().equals("v1") ? "v2" : "v1";
  }

  protected final List<String> versions() {
    return stage
        .control
        .instances(new TargetQuery(Map.of("service", FleetMain.SERVICE), TargetRange.ALL, 100))
        .stream()
        .map(instance -> instance.version())
        .toList();
  }
}
