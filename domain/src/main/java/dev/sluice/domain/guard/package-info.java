/** Changes that other platforms carry out: what they may do next, decided without a clock. */
@NullMarked
package dev.sluice.domain.guard;

import org.jspecify.annotations.NullMarked;
