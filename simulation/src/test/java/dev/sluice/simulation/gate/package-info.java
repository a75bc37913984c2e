@NullMarked
package dev.sluice.simulation.gate;

import org.jspecify.annotations.NullMarked;
