/**
 * What all running changes share: who may begin now, who waits on whom, who has to stop for a
 * freeze. {@link dev.sluice.domain.gate.Gates} is the whole behaviour as a pure function.
 */
@NullMarked
package dev.sluice.domain.gate;

import org.jspecify.annotations.NullMarked;
