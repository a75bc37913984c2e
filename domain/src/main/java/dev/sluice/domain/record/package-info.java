/** What earlier changes tell of one that is being planned. */
@NullMarked
package dev.sluice.domain.record;

import org.jspecify.annotations.NullMarked;
