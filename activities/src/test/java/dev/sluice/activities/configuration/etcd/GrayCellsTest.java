package dev.sluice.activities.configuration.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.plan.TargetRange;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GrayCellsTest {
  private static final GrayCells GRAY = new GrayCells(List.of("c", "b", "b-2"));
  private static final List<String> PATHS =
      Stream.of("a", "b", "b-2", "b-3", "b0", "c", "d")
          .flatMap(cell -> Stream.of(cell + "/s/k", cell + "/s/k-1", cell + "/t/k"))
          .sorted()
          .toList();

  @Test
  void namesOfGrayCellsSortBeforeAllOthers() {
    assertThat(GRAY.targetName(key("z/s/k"))).isEqualTo("live/z/s/k");
    assertThat(GRAY.targetName(key("c/s/k"))).isEqualTo("gray/c/s/k").isLessThan("live/a/s/k");
  }

  @Test
  void aNameLeadsToItsKeyWhetherGrayOrNot() {
    assertThat(GrayCells.keyOf("gray/c/s/k")).contains(key("c/s/k"));
    assertThat(GrayCells.keyOf("live/c/s/k")).contains(key("c/s/k"));
    assertThat(GrayCells.keyOf("no-such-target")).isEmpty();
    assertThat(GrayCells.keyOf("live/c/../k")).isEmpty();
    assertThat(GrayCells.keyOf("live/c/s/k/more")).isEmpty();
  }

  @Test
  void spansHoldEveryTargetOnceInNameOrder() {
    List<String> names = namesIn(TargetRange.ALL, "");

    assertThat(names).hasSize(PATHS.size()).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void spansOfARangeHoldItsTargetsInNameOrder() {
    List<String> all = namesIn(TargetRange.ALL, "");
    for (String after : bounds(all)) {
      for (String upTo : bounds(all)) {
        TargetRange range = new TargetRange("", List.of(), after, upTo);
        List<String> wanted =
            all.stream().filter(name -> range.contains(name, key(name).cell())).toList();

        assertThat(namesIn(range, "")).as(range.toString()).isEqualTo(wanted);
      }
    }
  }

  @Test
  void aCellHasOneSpan() {
    assertThat(namesIn(TargetRange.ALL, "b"))
        .containsExactly("gray/b/s/k", "gray/b/s/k-1", "gray/b/t/k");
    assertThat(namesIn(TargetRange.ALL, "b0"))
        .containsExactly("live/b0/s/k", "live/b0/s/k-1", "live/b0/t/k");
  }

  private static List<String> bounds(List<String> all) {
    List<String> bounds = new ArrayList<>(all);
    bounds.addAll(List.of("", "a", "gray/", "gray0", "h", "live/", "live/b", "z"));
    return bounds;
  }

  private static List<String> namesIn(TargetRange range, String cell) {
    return GRAY.spans(range, cell).stream()
        .flatMap(span ->
            PATHS.stream()
                .filter(path -> path.compareTo(span.from()) >= 0 && path.compareTo(span.to()) < 0))
        .map(path -> GRAY.targetName(ConfigurationKey.ofPath(path).orElseThrow()))
        .toList();
  }

  private static ConfigurationKey key(String name) {
    return GrayCells.keyOf(name).or(() -> ConfigurationKey.ofPath(name)).orElseThrow();
  }
}
