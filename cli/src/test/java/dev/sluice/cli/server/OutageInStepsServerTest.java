package dev.sluice.cli.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.proto.v1.Change;
import dev.sluice.proto.v1.Outcome;
import dev.sluice.proto.v1.Phase;
import dev.sluice.proto.v1.StepState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Changes through schema, configuration, release and traffic, on real systems, while those are
 * away. What came of it is asked of the systems, not of Sluice.
 */
@Tag("server")
@Tag("systems")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(600)
class OutageInStepsServerTest {
  private static final int PORT = 24_000;
  private static final Duration OUTAGE = Duration.ofSeconds(2);
  private static final int MOST_OUTAGE_CHANGES = 3;

  @TempDir static Path folder;
  private static ExpandReleaseContractStage stage;
  private static Shop shop;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    stage = new ExpandReleaseContractStage(PORT, folder);
    shop = stage.shop;
  }

  @AfterAll
  static void stop() throws IOException {
    if (stage != null) {
      stage.close();
    }
  }

  @Test
  @Order(1)
  void aSystemThatIsDownDelaysOnlyItsOwnChangeWhichSaysSo() throws Exception {
    try (OtherProcess _ = stage.worker()) {
      String delayed =
          stage.begun(
              "delayed",
              "configuration-set",
              Map.of("key", "settings", "patch", "{\"priceTimeoutMillis\": 950}"));
      stage.await(delayed, change -> change.getPhase() == Phase.APPLYING);
      shop.down("etcd");
      String other =
          stage.begun(
              "other", "host-file", Map.of("path", "~/prices.conf", "content", "percent=6"));
      stage.await(delayed, change -> change.getWaitingFor().contains("etcd"));
      Change done = stage.await(other, change -> change.getPhase() == Phase.ENDED);
      assertThat(done.getOutcome()).as(done.getStatusReason()).isEqualTo(Outcome.COMPLETED);
      assertThat(stage.get(delayed).getPhase()).isNotEqualTo(Phase.ENDED);
      shop.again("etcd");
      Change end = stage.await(delayed, change -> change.getPhase() == Phase.ENDED);
      // What could not be watched while etcd was away is no PASS, but never halves a change.
      assertThat(end.getOutcome()).isIn(Outcome.COMPLETED, Outcome.ROLLED_BACK);
      assertThat(shop.settings())
          .as(end.getStatusReason())
          .allMatch(it -> it.contains("950") == (end.getOutcome() == Outcome.COMPLETED));
    }
  }

  private record SystemOfStep(String step, String system) {}

  @Test
  @Order(2)
  void comesBackToExactlyTheStateBeforeThoughEachSystemDiesInTheMiddleOfItsStep() throws Exception {
    String before = shop.state();
    List<SystemOfStep> left =
        new ArrayList<>(
            List.of(
                new SystemOfStep("expand", "postgresql"),
                new SystemOfStep("configure", "etcd"),
                new SystemOfStep("release", "kubernetes"),
                new SystemOfStep("traffic", "edges")));
    try (OtherProcess _ = stage.worker()) {
      // An outage of a system is one of the shop: it may count as harm, and then the steps that
      // follow are another change's.
      for (int i = 1; i <= MOST_OUTAGE_CHANGES && !left.isEmpty(); i++) {
        String id = stage.begun("erc-outages-" + i, "{\"priceTimeoutMillis\": 900}");
        while (!left.isEmpty() && isTouched(id, left.getFirst().step())) {
          SystemOfStep next = left.removeFirst();
          shop.down(next.system());
          Thread.sleep(OUTAGE);
          shop.again(next.system());
          ExpandReleaseContractStage.OUT.println(
              "an outage of %s in step %s".formatted(next.system(), next.step()));
        }
        Change end = stage.await(id, change -> change.getPhase() == Phase.ENDED);
        assertThat(end.getOutcome()).as(end.getStatusReason()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(shop.state()).isEqualTo(before);
      }
    }
    assertThat(left).as("steps in which no system died").isEmpty();
  }

  /** Waits until targets of a step were touched; false where the change is taken back before. */
  private static boolean isTouched(String id, String step) {
    Change change =
        stage.await(
            id,
            it ->
                it.getPhase() == Phase.ENDED
                    || it.getPhase() == Phase.ROLLING_BACK
                    || ExpandReleaseContractStage.state(it, step) == StepState.STEP_RUNNING);
    if (ExpandReleaseContractStage.state(change, step) != StepState.STEP_RUNNING) {
      return false;
    }
    stage.awaitTouched(id, step);
    return true;
  }
}
