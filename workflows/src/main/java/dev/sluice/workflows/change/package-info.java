/** One change as a durable workflow. */
@NullMarked
package dev.sluice.workflows.change;

import org.jspecify.annotations.NullMarked;
