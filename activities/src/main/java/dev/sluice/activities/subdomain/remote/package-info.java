/** Sub-domains of other systems, over gRPC; and the service they offer. */
@NullMarked
package dev.sluice.activities.subdomain.remote;

import org.jspecify.annotations.NullMarked;
