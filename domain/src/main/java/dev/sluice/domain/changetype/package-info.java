/** The versioned recipe of a kind of change. */
@NullMarked
package dev.sluice.domain.changetype;

import org.jspecify.annotations.NullMarked;
