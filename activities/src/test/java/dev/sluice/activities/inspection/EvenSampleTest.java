package dev.sluice.activities.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvenSampleTest {
  @Test
  void keepsAllOfAFew() {
    assertThat(sample(3, 3)).containsExactly("0", "1", "2");
  }

  @ParameterizedTest
  @ValueSource(ints = {101, 199, 200, 201, 5_000, 99_999})
  void spreadsOverTheWholeSequenceHoweverLong(int length) {
    List<Integer> sample = sample(100, length).stream().map(Integer::valueOf).toList();

    assertThat(sample).hasSize(100).doesNotHaveDuplicates().isSorted();
    for (int quarter = 0; quarter < 4; quarter++) {
      int from = quarter * length / 4;
      int to = (quarter + 1) * length / 4;
      assertThat(sample.stream().filter(i -> i >= from && i < to).count()).isBetween(12L, 42L);
    }
  }

  private static List<String> sample(int most, int length) {
    EvenSample sample = new EvenSample(most);
    IntStream.range(0, length).mapToObj(String::valueOf).forEach(sample::offer);
    return sample.names();
  }
}
