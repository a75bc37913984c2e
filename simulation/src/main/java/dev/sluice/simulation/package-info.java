/** Runs the rollout over seeded worlds and reports what came of them. */
@NullMarked
package dev.sluice.simulation;

import org.jspecify.annotations.NullMarked;
