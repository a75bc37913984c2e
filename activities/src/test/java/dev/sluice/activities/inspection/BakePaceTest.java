package dev.sluice.activities.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BakePaceTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  @Test
  void looksAsOftenAsThereAreNewSamplesButNotMoreThanTwiceASecond() {
    assertThat(interval(Duration.ofSeconds(15), Duration.ofMinutes(5))).hasSeconds(15);
    assertThat(interval(Duration.ofMillis(50), Duration.ofMinutes(1))).hasMillis(500);
  }

  @Test
  void looksSeldomWhereABakeLastsLong() {
    assertThat(interval(Duration.ofSeconds(1), Duration.ofMinutes(20))).hasSeconds(6);
    assertThat(interval(Duration.ofSeconds(1), Duration.ofDays(7))).hasSeconds(30);
  }

  @Test
  void looksExactlyAtItsTwoLimits() {
    BakePace pace =
        BakePace.of(NOON, Duration.ofSeconds(25), Duration.ofSeconds(47), Duration.ofSeconds(10));

    assertThat(rest(pace, 0)).hasSeconds(10);
    assertThat(rest(pace, 20)).hasSeconds(5);
    assertThat(rest(pace, 45)).hasSeconds(2);
  }

  @Test
  void aSlowLookShortensTheRestAndNeverToNothing() {
    BakePace pace =
        BakePace.of(NOON, Duration.ofMinutes(1), Duration.ofMinutes(2), Duration.ofSeconds(10));

    assertThat(pace.rest(NOON, NOON.plusSeconds(4))).hasSeconds(6);
    assertThat(pace.rest(NOON, NOON.plusSeconds(40))).hasMillis(100);
  }

  private static Duration rest(BakePace pace, long second) {
    Instant now = NOON.plusSeconds(second);
    return pace.rest(now, now);
  }

  private static Duration interval(Duration sampling, Duration maximum) {
    return BakePace.of(NOON, Duration.ZERO, maximum, sampling).interval();
  }
}
