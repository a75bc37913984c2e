/** The port through which batches are changed and taken back. */
@NullMarked
package dev.sluice.workflows.batch;

import org.jspecify.annotations.NullMarked;
