/** The gate as a workflow, with changes that are played by the test. */
@NullMarked
package dev.sluice.workflows.gate;

import org.jspecify.annotations.NullMarked;
