/** Reads from a file which proxies and gateways there are. */
@NullMarked
package dev.sluice.activities.traffic.config;

import org.jspecify.annotations.NullMarked;
