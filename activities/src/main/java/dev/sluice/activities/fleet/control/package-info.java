/** The HTTP API of a fleet, and its client. */
@NullMarked
package dev.sluice.activities.fleet.control;

import org.jspecify.annotations.NullMarked;
