package dev.sluice.inspection.attribution;

import org.jspecify.annotations.Nullable;

/**
 * A series around an anomaly. Samples that are missing are NaN.
 *
 * @param service whose own view it is
 * @param instance of the service; null where it is of all together
 * @param peer the other end of the calls; null with {@link Side#ALL}
 * @param before what is normal, oldest first, up to the anomaly's window
 * @param during the anomaly's window; as long as that of all other signals
 */
@SuppressWarnings("ArrayRecordComponent") // Thousands of samples; never compared as a record.
public record Signal(
    String service,
    @Nullable String instance,
    @Nullable String peer,
    Side side,
    SignalKind kind,
    double[] before,
    double[] during) {
  public Signal {
    if ((peer == null) != (side == Side.ALL)) {
      throw new IllegalArgumentException(
          "a signal of %s has a peer if it is about calls alone, and only then".formatted(service));
    }
  }

  /** Of which service it tells something: a caller's view of a call is about the called one. */
  String subject() {
    return side == Side.CALLED && peer != null ? peer : service;
  }

  /** Whether two signals measure the same, each of its own instance. */
  boolean isLike(Signal other) {
    return kind == other.kind
        && side == other.side
        && (peer == null ? other.peer == null : peer.equals(other.peer));
  }
}
