package dev.sluice.worker.config;

/**
 * How the process logs, to standard output.
 *
 * @param format for people or for machines
 * @param level least severity that is written
 */
public record LogConfig(Format format, Level level) {
  /** The shape of a line. */
  public enum Format {
    PLAIN,
    JSON
  }

  /** Severities, the worst first. */
  public enum Level {
    ERROR,
    WARN,
    INFO,
    DEBUG,
    TRACE
  }
}
