/** Putting a version on an instance: drain, replace, wait for health; once for each key. */
@NullMarked
package dev.sluice.activities.fleet.deploy;

import org.jspecify.annotations.NullMarked;
