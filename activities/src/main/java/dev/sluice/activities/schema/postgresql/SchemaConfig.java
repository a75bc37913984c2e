package dev.sluice.activities.schema.postgresql;

import dev.sluice.activities.schema.postgresql.server.Quiet;
import dev.sluice.activities.schema.postgresql.server.SessionLimits;
import java.nio.file.Path;

/**
 * Where the databases and the migrations are, and how much is asked of a database.
 *
 * @param inventory YAML list of databases
 * @param migrations folder below which migrations are
 * @param limits of each session
 * @param quiet what must hold around a database before it is migrated
 * @param concurrency most databases that are worked on at the same time, 1 to 128
 * @param metricSource name of the metric source that scrapes postgres_exporter with a label {@code
 *     target}; empty for none
 */
public record SchemaConfig(
    Path inventory,
    Path migrations,
    SessionLimits limits,
    Quiet quiet,
    int concurrency,
    String metricSource) {

  public SchemaConfig {
    if (concurrency < 1 || concurrency > 128) {
      throw new IllegalArgumentException("concurrency must lie in 1 to 128: " + concurrency);
    }
  }

  /** With limits that suit most systems, and no metrics. */
  public static SchemaConfig of(Path inventory, Path migrations) {
    return new SchemaConfig(inventory, migrations, SessionLimits.DEFAULT, Quiet.DEFAULT, 8, "");
  }
}
