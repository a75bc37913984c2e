package dev.sluice.activities.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.activities.subdomain.RecordingSubDomain;
import dev.sluice.activities.subdomain.TargetListing;
import dev.sluice.domain.plan.TargetRange;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TargetGroupTest {
  private final RecordingSubDomain fleet = new RecordingSubDomain(1).withTargets(500);
  private final TargetGroup group = new TargetGroup(_ -> true);

  @Test
  void watchesABoundedSampleThatStaysTheSame() {
    refresh();
    List<String> first = group.names();

    fleet.put(RecordingSubDomain.target("a001"));
    refresh();

    assertThat(first).hasSize(TargetGroup.MOST);
    assertThat(group.names()).isEqualTo(first);
  }

  @Test
  void putsOthersBesideThoseThatVanish() {
    refresh();
    List<String> first = group.names();
    first.subList(0, 30).forEach(fleet::remove);

    refresh();

    assertThat(group.names()).hasSize(TargetGroup.MOST + 30).containsAll(first);
  }

  @Test
  void staysBoundedHoweverOftenTargetsAreReplaced() {
    for (int round = 0; round < 10; round++) {
      refresh();
      group.names().forEach(fleet::remove);
      fleet.withTargets(500);
      group.names().forEach(fleet::remove);
    }

    assertThat(group.names()).hasSize(2 * TargetGroup.MOST);
  }

  private void refresh() {
    group.refresh(new TargetListing(fleet, Map.of()), List.of(TargetRange.ALL));
  }
}
