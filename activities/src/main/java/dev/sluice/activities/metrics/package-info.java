/** Where inspections read their samples. */
@NullMarked
package dev.sluice.activities.metrics;

import org.jspecify.annotations.NullMarked;
