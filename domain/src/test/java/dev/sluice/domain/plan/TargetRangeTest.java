package dev.sluice.domain.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TargetRangeTest {
  @Test
  void namesOneTargetAlone() {
    TargetRange only = TargetRange.only("checkout-1");
    assertThat(List.of("checkout-0", "checkout-0z", "checkout-1", "checkout-10", "checkout-2"))
        .filteredOn(name -> only.contains(name, "a"))
        .containsExactly("checkout-1");
  }
}
