/** Reads samples from a Prometheus server. */
@NullMarked
package dev.sluice.activities.metrics.prometheus;

import org.jspecify.annotations.NullMarked;
