/** Tries sub-domains that others offer. */
@NullMarked
package dev.sluice.cli.conformance;

import org.jspecify.annotations.NullMarked;
