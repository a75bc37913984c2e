/** Watches what a change touched and asks the judge. */
@NullMarked
package dev.sluice.activities.inspection;

import org.jspecify.annotations.NullMarked;
