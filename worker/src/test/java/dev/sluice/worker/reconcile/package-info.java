/** Tests of what is found on running systems, on a real Temporal server. */
@NullMarked
package dev.sluice.worker.reconcile;

import org.jspecify.annotations.NullMarked;
