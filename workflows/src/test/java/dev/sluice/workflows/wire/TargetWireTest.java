package dev.sluice.workflows.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.domain.subdomain.Target;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TargetWireTest {
  private static final Target TOUCHED =
      new Target("checkout-1", "a", "v2", false, Map.of("service", "checkout"), "c-17");

  @Test
  void targetsAreNamedByTheirResourceNames() {
    dev.sluice.proto.v1.Target proto = TargetWire.toProto("fleet", TOUCHED);

    assertThat(proto.getName()).isEqualTo("subDomains/fleet/targets/checkout-1");
    assertThat(proto.getChangedBy()).isEqualTo("changes/c-17");
    assertThat(TargetWire.toDomain("fleet", proto)).isEqualTo(TOUCHED);
  }

  @Test
  void aTargetThatNoChangeTouchedNamesNone() {
    Target untouched = new Target("checkout-2", "b", "v1", true, Map.of(), "");

    dev.sluice.proto.v1.Target proto = TargetWire.toProto("fleet", untouched);

    assertThat(proto.getChangedBy()).isEmpty();
    assertThat(TargetWire.toDomain("fleet", proto)).isEqualTo(untouched);
  }

  @Test
  void aTargetOfAnotherSubDomainIsRefused() {
    dev.sluice.proto.v1.Target proto = TargetWire.toProto("fleet", TOUCHED);

    assertThatThrownBy(() -> TargetWire.toDomain("config", proto))
        .hasMessageContaining("subDomains/config/targets/");
  }
}
