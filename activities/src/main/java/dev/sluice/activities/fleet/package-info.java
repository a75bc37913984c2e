/**
 * A fleet of real HTTP services on loopback, and the sub-domain and metric source that reach it.
 */
@NullMarked
package dev.sluice.activities.fleet;

import org.jspecify.annotations.NullMarked;
