/** From samples to a verdict with its evidence. */
@NullMarked
package dev.sluice.inspection.judge;

import org.jspecify.annotations.NullMarked;
