package dev.sluice.activities.problem;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DefectTriesTest {
  private final DefectTries tries = new DefectTries(2);

  @Test
  void countsEachActivityForItself() {
    assertThat(tries.next("a")).isEqualTo(1);
    assertThat(tries.next("b")).isEqualTo(1);
    assertThat(tries.next("a")).isEqualTo(2);
  }

  @Test
  void countsAnewOnceAnActivityIsOver() {
    tries.next("a");
    tries.forget("a");
    assertThat(tries.next("a")).isEqualTo(1);
  }

  @Test
  void forgetsThoseMetLongestAgo() {
    tries.next("a");
    tries.next("b");
    tries.next("a");
    tries.next("c");
    assertThat(tries.next("a")).isEqualTo(3);
    assertThat(tries.next("b")).isEqualTo(1);
  }
}
