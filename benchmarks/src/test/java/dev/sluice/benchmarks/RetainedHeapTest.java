package dev.sluice.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class RetainedHeapTest {
  private static final int COUNT = 100_000;
  private static final Offset<Double> HEADER = within(64.0);

  @Test
  void countsWhatAnObjectHolds() {
    assertThat(RetainedHeap.bytesEach(COUNT, i -> new byte[1_000])).isCloseTo(1_000, HEADER);
  }

  @Test
  void countsWhatAllShareOnce() {
    var shared = new byte[1_000];
    assertThat(RetainedHeap.bytesEach(COUNT, i -> new Object[] {shared})).isCloseTo(16, HEADER);
  }
}
