/** Changes that share a gate, on a real Temporal server. */
@NullMarked
package dev.sluice.worker.gate;

import org.jspecify.annotations.NullMarked;
