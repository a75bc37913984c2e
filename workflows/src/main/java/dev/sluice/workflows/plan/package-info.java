/** The port that makes plans and prechecks targets. */
@NullMarked
package dev.sluice.workflows.plan;

import org.jspecify.annotations.NullMarked;
