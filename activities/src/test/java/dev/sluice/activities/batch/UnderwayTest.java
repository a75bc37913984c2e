package dev.sluice.activities.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class UnderwayTest {
  private final Underway underway = new Underway();

  @Test
  void saysHowManyTargetsAreLateAndWhatTheFirstOfThemWaitsForNow() {
    underway.notThere("n001", Instant.parse("2026-11-28T12:00:00Z"), "its pod is being replaced");
    underway.notThere("n002", Instant.parse("2026-11-28T12:00:05Z"), "it starts");
    underway.notThere("n001", Instant.parse("2026-11-28T12:00:00Z"), "no node has room");

    assertThat(underway.words())
        .isEqualTo("2 targets not there yet: n001 since 2026-11-28T12:00:00Z: no node has room");
  }

  @Test
  void saysNothingOfTargetsThatHaveArrived() {
    underway.notThere("n001", Instant.parse("2026-11-28T12:00:00Z"), "it starts");
    underway.over("n001");

    assertThat(underway.words()).isEmpty();
  }
}
