/** One test for each way in which a change can do harm: each a pure function of samples. */
@NullMarked
package dev.sluice.inspection.detector;

import org.jspecify.annotations.NullMarked;
