/** What the judge costs, and what others cost beside it. */
@NullMarked
package dev.sluice.benchmarks;

import org.jspecify.annotations.NullMarked;
