/** What a guarded change may do, signal by signal. */
@NullMarked
package dev.sluice.domain.guard;

import org.jspecify.annotations.NullMarked;
