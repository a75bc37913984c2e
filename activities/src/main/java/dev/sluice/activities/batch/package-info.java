/** Changes the targets of a batch, and takes them back. */
@NullMarked
package dev.sluice.activities.batch;

import org.jspecify.annotations.NullMarked;
