/** A large stage of a change as a child workflow, so that each history stays bounded. */
@NullMarked
package dev.sluice.workflows.stage;

import org.jspecify.annotations.NullMarked;
