/** How the parts of a fleet call each other on loopback. */
@NullMarked
package dev.sluice.activities.fleet.http;

import org.jspecify.annotations.NullMarked;
