/** Routes of HAProxy, by its runtime API. */
@NullMarked
package dev.sluice.activities.traffic.haproxy;

import org.jspecify.annotations.NullMarked;
