/** Routes of Gateway API: {@code HTTPRoute} on a Kubernetes API server. */
@NullMarked
package dev.sluice.activities.traffic.gateway;

import org.jspecify.annotations.NullMarked;
