/** The port that watches a batch and judges it. */
@NullMarked
package dev.sluice.workflows.inspection;

import org.jspecify.annotations.NullMarked;
