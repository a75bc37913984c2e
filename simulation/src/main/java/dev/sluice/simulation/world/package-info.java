/** Seeded worlds: targets, plans, faults and people, with a virtual clock and no threads. */
@NullMarked
package dev.sluice.simulation.world;

import org.jspecify.annotations.NullMarked;
