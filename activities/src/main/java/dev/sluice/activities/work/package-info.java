/** How activities work: beating, bounded, and stopped by interruption. */
@NullMarked
package dev.sluice.activities.work;

import org.jspecify.annotations.NullMarked;
