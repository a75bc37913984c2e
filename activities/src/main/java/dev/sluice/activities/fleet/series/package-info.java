/** What was measured: scrapes of the instances, and the samples made from them. */
@NullMarked
package dev.sluice.activities.fleet.series;

import org.jspecify.annotations.NullMarked;
