/** What operators of the process itself look at: health, metrics, logs. */
@NullMarked
package dev.sluice.worker.ops;

import org.jspecify.annotations.NullMarked;
