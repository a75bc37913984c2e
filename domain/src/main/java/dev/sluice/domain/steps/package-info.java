/** How a change over several sub-domains goes on from step to step, and back. */
@NullMarked
package dev.sluice.domain.steps;

import org.jspecify.annotations.NullMarked;
