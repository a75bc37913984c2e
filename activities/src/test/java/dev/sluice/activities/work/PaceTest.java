package dev.sluice.activities.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaceTest {
  private final InstantSource clock = InstantSource.fixed(Instant.EPOCH);

  private List<Duration> waits(double perSecond, int pieces) throws InterruptedException {
    List<Duration> waits = new ArrayList<>();
    Pace pace = new Pace(perSecond, clock, waits::add);
    for (int i = 0; i < pieces; i++) {
      pace.await();
    }
    return waits;
  }

  @Test
  void spreadsBeginningsEvenly() throws InterruptedException {
    assertThat(waits(4, 3)).containsExactly(Duration.ofMillis(250), Duration.ofMillis(500));
  }

  @Test
  void letsAllBeginAtOnceWithoutALimit() throws InterruptedException {
    assertThat(waits(Double.POSITIVE_INFINITY, 100)).isEmpty();
  }
}
