package dev.sluice.workflows.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.Durations;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeWireTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1970-01-01T00:00:00Z",
        "2026-11-23T01:02:03.000000004Z",
        "1969-12-31T23:59:59.9Z"
      })
  void instantsComeBackToTheNanosecond(String text) {
    Instant instant = Instant.parse(text);

    assertThat(TimeWire.toDomain(TimeWire.toProto(instant))).isEqualTo(instant);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT1.5S", "PT-1.5S", "PT-0.25S", "PT168H"})
  void durationsComeBackAndAreValidProtos(String text) {
    Duration duration = Duration.parse(text);

    com.google.protobuf.Duration proto = TimeWire.toProto(duration);

    assertThat(Durations.isValid(proto)).isTrue();
    assertThat(TimeWire.toDomain(proto)).isEqualTo(duration);
  }

  @Test
  void aDurationThatIsNotSetIsZero() {
    assertThat(TimeWire.toDomain(com.google.protobuf.Duration.getDefaultInstance()))
        .isEqualTo(Duration.ZERO);
  }
}
