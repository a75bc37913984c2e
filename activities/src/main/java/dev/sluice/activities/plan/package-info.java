/** Makes plans from change types and the targets there are. */
@NullMarked
package dev.sluice.activities.plan;

import org.jspecify.annotations.NullMarked;
