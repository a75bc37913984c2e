/** What a fleet consists of, as data: services, their calls, their versions, the load. */
@NullMarked
package dev.sluice.activities.fleet.spec;

import org.jspecify.annotations.NullMarked;
