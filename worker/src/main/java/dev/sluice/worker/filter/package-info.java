/** The filter of a list of changes: its language, its meaning, its translation. */
@NullMarked
package dev.sluice.worker.filter;

import org.jspecify.annotations.NullMarked;
