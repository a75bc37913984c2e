/** What is asked of, and done to, one PostgreSQL database. */
@NullMarked
package dev.sluice.activities.schema.postgresql.server;

import org.jspecify.annotations.NullMarked;
