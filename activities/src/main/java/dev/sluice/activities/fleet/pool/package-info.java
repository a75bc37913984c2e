/** The places where instances run, and how callers choose among them. */
@NullMarked
package dev.sluice.activities.fleet.pool;

import org.jspecify.annotations.NullMarked;
