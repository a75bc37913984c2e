/** Finds out whether a sub-domain keeps the contract, by using it. */
@NullMarked
package dev.sluice.activities.conformance;

import org.jspecify.annotations.NullMarked;
