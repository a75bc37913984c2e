/** The requests that a fleet serves. */
@NullMarked
package dev.sluice.activities.fleet.load;

import org.jspecify.annotations.NullMarked;
