/** The Temporal server that changes run on: found, started or joined, and made ready. */
@NullMarked
package dev.sluice.worker.temporal;

import org.jspecify.annotations.NullMarked;
