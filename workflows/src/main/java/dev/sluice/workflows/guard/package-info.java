/** Changes that other platforms carry out, made durable. */
@NullMarked
package dev.sluice.workflows.guard;

import org.jspecify.annotations.NullMarked;
