/** From proto messages to domain records and back. */
@NullMarked
package dev.sluice.workflows.wire;

import org.jspecify.annotations.NullMarked;
