/** Cases that were recorded, and how they are judged again as if they were running. */
@NullMarked
package dev.sluice.inspection.recorded;

import org.jspecify.annotations.NullMarked;
