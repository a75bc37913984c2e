/**
 * The sub-domain whose targets are PostgreSQL databases: versioned migrations over many of them.
 */
@NullMarked
package dev.sluice.activities.schema.postgresql;

import org.jspecify.annotations.NullMarked;
