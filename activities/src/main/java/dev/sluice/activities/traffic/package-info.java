/** Changes how much of a route's traffic goes to which version, on proxies and gateways. */
@NullMarked
package dev.sluice.activities.traffic;

import org.jspecify.annotations.NullMarked;
