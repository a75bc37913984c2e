/** Routes of Envoy, by a watched file of routes. */
@NullMarked
package dev.sluice.activities.traffic.envoy;

import org.jspecify.annotations.NullMarked;
