package dev.sluice.cli.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.proto.v1.Change;
import dev.sluice.proto.v1.Outcome;
import dev.sluice.proto.v1.Phase;
import dev.sluice.proto.v1.StepState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * One change through schema, configuration, release and traffic, on real systems, while its workers
 * die in the middle of its steps. What came of it is asked of the systems, not of Sluice.
 */
@Tag("server")
@Tag("systems")
@Timeout(600)
class WorkerDeathInStepsServerTest {
  private static final int PORT = 22_000;

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
  void comesBackFromItsFourthStepToExactlyTheStateBeforeThoughItsWorkerDiesInEveryStep()
      throws Exception {
    String before = shop.state();
    // Version 2 of the API needs a currency: without one its requests fail where they are routed.
    String id = stage.begun("erc-back", "{\"priceTimeoutMillis\": 900}");
    for (String step : List.of("expand", "configure", "release", "traffic")) {
      killedIn(id, step);
    }
    try (OtherProcess last = stage.worker()) {
      stage.await(
          id,
          change ->
              ExpandReleaseContractStage.state(change, "release") == StepState.STEP_TAKING_BACK);
      last.kill();
    }
    try (OtherProcess _ = stage.worker()) {
      Change end = stage.await(id, change -> change.getPhase() == Phase.ENDED);
      assertThat(end.getOutcome()).as(end.getStatusReason()).isEqualTo(Outcome.ROLLED_BACK);
      assertThat(end.getStatusReason()).startsWith("step traffic:");
    }
    assertThat(shop.state()).isEqualTo(before);
  }

  /** Runs a worker until targets of a step were touched, and kills it then. */
  private static void killedIn(String id, String step) {
    try (OtherProcess worker = stage.worker()) {
      stage.awaitTouched(id, step);
      worker.kill();
      ExpandReleaseContractStage.OUT.println("killed the worker in step " + step);
    }
  }
}
