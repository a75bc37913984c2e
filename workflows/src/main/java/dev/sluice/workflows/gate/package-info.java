/** The gate that all changes pass, as one durable workflow. */
@NullMarked
package dev.sluice.workflows.gate;

import org.jspecify.annotations.NullMarked;
