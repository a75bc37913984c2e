package dev.sluice.activities.fleet.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ExpositionTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void readsCountersHistogramAndGauges() {
    String text =
        """
        # TYPE http_requests_total counter
        http_requests_total{code="200",instance="ledger-a-1"} 90.0
        http_requests_total{code="500",instance="ledger-a-1"} 7.0
        http_requests_total{code="502",instance="ledger-a-1"} 3.0
        http_request_duration_seconds_bucket{instance="ledger-a-1",le="0.01"} 40
        http_request_duration_seconds_bucket{instance="ledger-a-1",le="+Inf"} 100
        http_request_duration_seconds_sum{instance="ledger-a-1"} 1.5
        http_request_duration_seconds_count{instance="ledger-a-1"} 100
        instance_memory_bytes{instance="ledger-a-1"} 3.3554432E7
        instance_start_time_seconds{instance="ledger-a-1"} 1.7E9 1700000000000
        """;

    Reading reading = Exposition.read(text, NOW).orElseThrow();

    assertThat(reading.requests()).isEqualTo(100);
    assertThat(reading.errors()).isEqualTo(10);
    assertThat(reading.durationSeconds()).isEqualTo(1.5);
    assertThat(reading.durations().total()).isEqualTo(100);
    assertThat(reading.durations().quantile(0.4)).isEqualTo(0.01);
    assertThat(reading.memoryBytes()).isEqualTo(32 << 20);
    assertThat(reading.startSeconds()).isEqualTo(1.7e9);
  }

  @Test
  void aTextThatIsNotFromAnInstanceIsNoReading() {
    assertThat(Exposition.read("<html>hello</html>", NOW)).isEmpty();
    assertThat(Exposition.read("instance_start_time_seconds many", NOW)).isEmpty();
  }
}
