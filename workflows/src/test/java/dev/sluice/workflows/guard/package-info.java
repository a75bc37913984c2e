/** Guarded changes on a server in this process. */
@NullMarked
package dev.sluice.workflows.guard;

import org.jspecify.annotations.NullMarked;
