package dev.sluice.domain.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ZonesAtRiskTest {
  @Test
  void countsWhatIsListedAndNoMoreThanAreAtRisk() {
    assertThat(ZonesAtRisk.of(4, Map.of("a", 9, "b", 3), List.of()))
        .isEqualTo(Map.of("a", 4, "b", 3));
  }

  @Test
  void takesAllForWhatIsOnlyTold() {
    assertThat(ZonesAtRisk.of(4, Map.of("a", 3), List.of("a", "c")))
        .isEqualTo(Map.of("a", 3, "c", 4));
  }

  @Test
  void believesWhatIsToldWhereTheListingKnowsNoZones() {
    assertThat(ZonesAtRisk.of(4, Map.of("", 7), List.of("b"))).isEqualTo(Map.of("b", 4));
    assertThat(ZonesAtRisk.of(4, Map.of("", 7), List.of())).isEqualTo(Map.of("", 4));
  }
}
