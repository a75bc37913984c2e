/** Problems at the edge to Temporal. */
@NullMarked
package dev.sluice.activities.problem;

import org.jspecify.annotations.NullMarked;
