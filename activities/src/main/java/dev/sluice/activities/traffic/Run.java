package dev.sluice.activities.traffic;

/**
 * One life of a proxy's process, from its start to its end.
 *
 * @param process its id on its machine; empty where the proxy does not say
 * @param since when it was started, in seconds since 1970
 */
public record Run(String process, long since) {
  static final Run UNKNOWN = new Run("", 0);

  /** Uptimes are whole seconds, and read at two times. */
  private static final long EXACT_TO_SECONDS = 2;

  boolean isSameAs(Run other) {
    return process.equals(other.process) && Math.abs(since - other.since) <= EXACT_TO_SECONDS;
  }
}
