package dev.sluice.domain.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNameTest {
  private static final List<String> KEYS = List.of("percent", "targets", "zone", "zones");

  @Test
  void findsTheNameWithTheFewestEdits() {
    assertThat(NearestName.of("percnt", KEYS)).contains("percent");
    assertThat(NearestName.of("zoen", KEYS)).contains("zone");
    assertThat(NearestName.of("Targets", KEYS)).contains("targets");
  }

  @Test
  void guessesNothingWhenNoNameIsNear() {
    assertThat(NearestName.of("bake", KEYS)).isEmpty();
    assertThat(NearestName.of("t".repeat(100_000), KEYS)).isEmpty();
  }

  @Test
  void namesAllThatIsRightWhereItCanNotGuess() {
    assertThat(NearestName.advice("colour", KEYS))
        .isEqualTo("use one of: percent, targets, zone, zones");
    assertThat(NearestName.advice("colour", List.of())).contains("none is allowed");
  }
}
