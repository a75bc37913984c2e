/** What must hold after each event of a world, one class for each claim. */
@NullMarked
package dev.sluice.simulation.invariant;

import org.jspecify.annotations.NullMarked;
