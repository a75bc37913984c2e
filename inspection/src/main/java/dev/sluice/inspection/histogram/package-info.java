/** Latencies that are counted by bucket, made into shares of slow requests. */
@NullMarked
package dev.sluice.inspection.histogram;

import org.jspecify.annotations.NullMarked;
