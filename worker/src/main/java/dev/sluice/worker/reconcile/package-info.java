/** What the reconciler knows from Temporal, and how this process keeps it running. */
@NullMarked
package dev.sluice.worker.reconcile;

import org.jspecify.annotations.NullMarked;
