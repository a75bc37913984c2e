/** The behaviour of a running change as a pure function. */
@NullMarked
package dev.sluice.domain.rollout;

import org.jspecify.annotations.NullMarked;
