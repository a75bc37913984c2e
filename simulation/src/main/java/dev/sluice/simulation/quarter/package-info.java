/** A made-up quarter of changes, whose figures are known. */
@NullMarked
package dev.sluice.simulation.quarter;

import org.jspecify.annotations.NullMarked;
