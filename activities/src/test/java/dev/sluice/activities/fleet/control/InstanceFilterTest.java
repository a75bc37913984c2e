package dev.sluice.activities.fleet.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.activities.fleet.pool.Pool;
import dev.sluice.activities.fleet.pool.Slot;
import dev.sluice.activities.fleet.spec.FleetSpec;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class InstanceFilterTest {
  private final Pool pool = new Pool(FleetSpec.DEFAULT);

  @Test
  void listsTheWholeFleetInNameOrder() {
    List<String> names = names("");

    assertThat(names).hasSize(36).isSorted().startsWith("catalog-a-1", "catalog-a-2");
  }

  @Test
  void pagesJoinToTheWholeWithoutOverlap() {
    List<String> first = names("selector=service%3Dcheckout&limit=4");
    List<String> second = names("selector=service%3Dcheckout&limit=4&after=" + first.getLast());

    assertThat(first)
        .containsExactly("checkout-a-1", "checkout-a-2", "checkout-b-1", "checkout-b-2");
    assertThat(second).containsExactly("checkout-c-1", "checkout-c-2");
  }

  @Test
  void keepsToZonesAndToTheLastName() {
    assertThat(names("zone=b&selector=service=ledger")).containsExactly("ledger-b-1", "ledger-b-2");
    assertThat(names("exceptZones=a,c&upTo=checkout-b-1"))
        .containsExactly("catalog-b-1", "catalog-b-2", "checkout-b-1");
  }

  @Test
  void anUnknownLabelSelectsNothing() {
    assertThat(names("selector=team=blue")).isEmpty();
  }

  @Test
  void refusesALimitOutOfRange() {
    assertThatThrownBy(() -> names("limit=1001")).hasMessageContaining("1 to 1000");
    assertThatThrownBy(() -> names("limit=many")).hasMessageContaining("limit");
  }

  private List<String> names(String query) {
    var call = Call.of("GET", URI.create("http://127.0.0.1/instances?" + query), "");
    return InstanceFilter.of(call).page(pool).stream().map(Slot::name).toList();
  }
}
