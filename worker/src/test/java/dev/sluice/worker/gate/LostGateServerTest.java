package dev.sluice.worker.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.gate.GateRules;
import dev.sluice.proto.history.v1.GateState;
import dev.sluice.worker.gate.LiveGate.Hold;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gate that somebody ends in Temporal while changes run. */
@Tag("server")
class LostGateServerTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @Test
  void aNewGateKnowsWhoRunsBeforeItLetsAnybodyIn(@TempDir Path folder) {
    try (LiveGate gate = new LiveGate("cli", folder, GateRules.NONE)) {
      Hold first = gate.starts("first", "checkout");
      Awaitility.await().atMost(PATIENCE).until(first::open);
      gate.terminate();
      Hold second = gate.starts("second", "checkout");
      Hold elsewhere = gate.starts("elsewhere", "search");
      Awaitility.await().atMost(PATIENCE).until(elsewhere::open);
      GateState state = gate.desk.describe();
      assertThat(state.hasRecall()).isFalse();
      assertThat(state.getInsideList())
          .extracting(one -> one.getClaim().getChange())
          .containsExactlyInAnyOrder("first", "elsewhere");
      assertThat(second.open()).isFalse();
      first.end();
      Awaitility.await().atMost(PATIENCE).until(second::open);
      second.end();
      elsewhere.end();
    }
  }
}
