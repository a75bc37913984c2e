/** Judges metrics sample by sample, against what the same statistic did before the change. */
@NullMarked
package dev.sluice.inspection.stream;

import org.jspecify.annotations.NullMarked;
