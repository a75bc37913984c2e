/** What a migration would block or break, found before anything runs. */
@NullMarked
package dev.sluice.activities.schema.postgresql.lint;

import org.jspecify.annotations.NullMarked;
