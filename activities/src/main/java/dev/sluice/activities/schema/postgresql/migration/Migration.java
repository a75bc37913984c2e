package dev.sluice.activities.schema.postgresql.migration;

import dev.sluice.activities.schema.postgresql.lint.SqlScript;
import org.jspecify.annotations.Nullable;

/**
 * One versioned migration.
 *
 * @param version which version it leads to
 * @param description from its file's name
 * @param file its name
 * @param checksum as Flyway computes it
 * @param text what it does
 * @param undo text of the script that takes it back, null where there is none
 */
public record Migration(
    Version version,
    String description,
    String file,
    int checksum,
    String text,
    @Nullable String undo) {

  /** What it does, as statements. */
  public SqlScript script() {
    return SqlScript.of(file, text);
  }

  /** Name of the script that takes it back. */
  public String undoFile() {
    return "U" + file.substring(1);
  }
}
