/** Carries out what a rollout decides, for a whole change and for one stage alike. */
@NullMarked
package dev.sluice.workflows.rollout;

import org.jspecify.annotations.NullMarked;
