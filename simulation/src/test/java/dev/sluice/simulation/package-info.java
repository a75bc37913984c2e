/** Worlds by the thousand, and worlds that each claim must catch. */
@NullMarked
package dev.sluice.simulation;

import org.jspecify.annotations.NullMarked;
