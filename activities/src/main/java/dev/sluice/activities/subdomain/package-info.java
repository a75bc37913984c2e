/** Which sub-domains there are, and what their targets say. */
@NullMarked
package dev.sluice.activities.subdomain;

import org.jspecify.annotations.NullMarked;
