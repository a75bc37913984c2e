package dev.sluice.activities.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ZonePlacesTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  @Test
  void letsNoMoreHostsOfAZoneInThanItHasPlaces() {
    ZonePlaces places = new ZonePlaces(3, LONG, InstantSource.system());
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    AtomicInteger through = new AtomicInteger();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 60; i++) {
        String host = "h" + i;
        var _ =
            threads.submit(() -> {
              assertThat(places.take("a", host, LONG)).isTrue();
              most.accumulateAndGet(inside.incrementAndGet(), Math::max);
              Thread.sleep(1);
              inside.decrementAndGet();
              places.leave("a", host);
              return through.incrementAndGet();
            });
      }
    }
    assertThat(through).hasValue(60);
    assertThat(most.get()).isBetween(1, 3);
  }

  @Test
  void aHostKeepsItsPlaceAndOtherZonesHaveTheirOwn() throws InterruptedException {
    ZonePlaces places = new ZonePlaces(1, LONG, InstantSource.system());
    assertThat(places.take("a", "h1", LONG)).isTrue();
    assertThat(places.take("a", "h1", LONG)).isTrue();
    assertThat(places.take("b", "h2", LONG)).isTrue();
    assertThat(places.take("a", "h3", Duration.ZERO)).isFalse();
    places.leave("a", "h1");
    assertThat(places.take("a", "h3", Duration.ZERO)).isTrue();
  }

  @Test
  void aPlaceThatNobodyAsksAfterIsFreeAgain() throws InterruptedException {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    ZonePlaces places = new ZonePlaces(1, LONG, now::get);
    assertThat(places.take("a", "h1", LONG)).isTrue();
    now.set(Instant.EPOCH.plus(LONG).plusSeconds(1));
    assertThat(places.take("a", "h2", Duration.ZERO)).isTrue();
  }
}
