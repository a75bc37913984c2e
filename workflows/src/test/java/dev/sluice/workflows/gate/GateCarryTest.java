package dev.sluice.workflows.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.gate.Claim;
import dev.sluice.domain.gate.Exemption;
import dev.sluice.domain.gate.GateRules;
import dev.sluice.domain.gate.GateState;
import dev.sluice.domain.gate.Standing;
import dev.sluice.domain.gate.TargetClaim;
import dev.sluice.domain.plan.ChangeClass;
import dev.sluice.domain.plan.TargetRange;
import dev.sluice.proto.history.v1.GateInput;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GateCarryTest {
  /** A quarter of what a payload may hold. */
  private static final int SMALL = 512 << 10;

  private static GateState waiting(int count) {
    List<GateState.Waiting> queue = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Claim claim =
          new Claim(
              "release-checkout-" + i,
              "fleet-release",
              ChangeClass.NORMAL,
              3,
              0,
              List.of("checkout-" + i % 50),
              List.of("payment", "inventory"),
              List.of(
                  new TargetClaim(
                      "fleet", Map.of("service", "checkout"), List.of(TargetRange.ALL))),
              20,
              Map.of("a", 7, "b", 7, "c", 6),
              null,
              Instant.EPOCH.plusSeconds(i));
      Standing told =
          new Standing(
              Standing.Cause.CHANGE,
              "release-checkout-" + (i - 1),
              "change release-checkout-%d, which goes first and changes service checkout"
                  .formatted(i - 1));
      queue.add(new GateState.Waiting(claim, Instant.EPOCH.plusSeconds(i), Exemption.NONE, told));
    }
    return new GateState(GateRules.NONE, List.of(), List.of(), queue);
  }

  @Test
  void fiveThousandWaitingChangesFitIntoAPayload() {
    GateState state = waiting(5_000);
    GateInput carried = GateCarry.pack(state);
    assertThat(carried.getSerializedSize()).isLessThan(SMALL);
    assertThat(GateCarry.unpack(carried)).isEqualTo(state);
  }

  @Test
  void aFewAreCarriedAsReadableText() {
    assertThat(GateCarry.pack(waiting(3)).hasState()).isTrue();
  }

  @Test
  void aNewGateIsEmpty() {
    assertThat(GateCarry.unpack(GateInput.getDefaultInstance())).isEqualTo(GateState.EMPTY);
  }
}
