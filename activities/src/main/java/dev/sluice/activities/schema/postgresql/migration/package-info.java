/** Versioned migrations in Flyway's format, read from a folder. */
@NullMarked
package dev.sluice.activities.schema.postgresql.migration;

import org.jspecify.annotations.NullMarked;
