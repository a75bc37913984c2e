/** What a rollout does, signal by signal. */
@NullMarked
package dev.sluice.domain.rollout;

import org.jspecify.annotations.NullMarked;
