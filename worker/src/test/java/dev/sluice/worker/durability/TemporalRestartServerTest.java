package dev.sluice.worker.durability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.proto.v1.Outcome;
import dev.sluice.proto.v1.Phase;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** A change survives the death of the Temporal server. */
final class TemporalRestartServerTest extends OnDurabilityStage {
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
}
