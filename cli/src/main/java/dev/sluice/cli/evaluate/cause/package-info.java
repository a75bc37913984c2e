/** Recorded anomalies: who did it and where it sits, with scores against the truth. */
@NullMarked
package dev.sluice.cli.evaluate.cause;

import org.jspecify.annotations.NullMarked;
