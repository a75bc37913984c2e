/** The samples that inspections compare. */
@NullMarked
package dev.sluice.inspection.series;

import org.jspecify.annotations.NullMarked;
