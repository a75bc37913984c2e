/** Many changes at one gate, over seeded days with freezes, incidents and deaths. */
@NullMarked
package dev.sluice.simulation.gate;

import org.jspecify.annotations.NullMarked;
