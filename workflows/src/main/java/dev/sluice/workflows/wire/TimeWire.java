package dev.sluice.workflows.wire;

import com.google.protobuf.Timestamp;
import java.time.Duration;
import java.time.Instant;

/** Instants and durations. A proto that is not set is the epoch or zero. */
public final class TimeWire {
  public static Timestamp toProto(Instant instant) {
    return Timestamp.newBuilder()
        .setSeconds(instant.getEpochSecond())
        .setNanos(instant.getNano())
        .build();
  }

  public static Instant toDomain(Timestamp timestamp) {
    return Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos());
  }

  public static com.google.protobuf.Duration toProto(Duration duration) {
    // Java keeps the nanos positive; proto wants them to have the sign of the seconds.
    boolean borrows = duration.getSeconds() < 0 && duration.getNano() > 0;
    return com.google.protobuf.Duration.newBuilder()
        .setSeconds(borrows ? duration.getSeconds() + 1 : duration.getSeconds())
        .setNanos(borrows ? duration.getNano() - 1_000_000_000 : duration.getNano())
        .build();
  }

  public static Duration toDomain(com.google.protobuf.Duration duration) {
    return Duration.ofSeconds(duration.getSeconds(), duration.getNanos());
  }

  private TimeWire() {}
}
