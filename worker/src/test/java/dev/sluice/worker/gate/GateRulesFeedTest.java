package dev.sluice.worker.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.gate.Caps;
import dev.sluice.domain.gate.GateRules;
import dev.sluice.domain.gate.Stop;
import dev.sluice.workflows.wire.GateWire;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GateRulesFeedTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static GateRules rules(int cap, Stop... freezes) {
    Caps caps = new Caps(cap, Integer.MAX_VALUE, Map.of(), Integer.MAX_VALUE, Map.of());
    return new GateRules(caps, List.of(freezes));
  }

  private static Stop freeze() {
    return new Stop(
        "year-end",
        Stop.Kind.FREEZE,
        List.of(),
        List.of(),
        List.of(),
        Instant.EPOCH,
        null,
        true,
        "",
        "");
  }

  private static void awaitRules(LiveGate gate, GateRules wanted) {
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(GateWire.toDomain(gate.desk.describe()).rules()).isEqualTo(wanted));
  }

  @Test
  void clearsTheFreezesOfAnEarlierWorkerWhereThereAreNoneNow(@TempDir Path folder) {
    try (LiveGate gate = new LiveGate("in-process", folder, GateRules.NONE)) {
      try (var _ = GateRulesFeed.start(() -> rules(9, freeze()), gate.desk)) {
        awaitRules(gate, rules(9, freeze()));
      }
      try (var _ = GateRulesFeed.start(() -> GateRules.NONE, gate.desk)) {
        awaitRules(gate, GateRules.NONE);
      }
    }
  }

  @Test
  void startsAGateThatWasEndedAndItKnowsWhatBinds(@TempDir Path folder) {
    GateRules binding = rules(7, freeze());
    try (LiveGate gate = new LiveGate("in-process", folder, binding);
        var _ = GateRulesFeed.start(() -> binding, gate.desk)) {
      awaitRules(gate, binding);
      gate.terminate();
      Awaitility.await().atMost(PATIENCE).ignoreExceptions().until(() -> gate.isRunning());
      awaitRules(gate, binding);
    }
  }
}
