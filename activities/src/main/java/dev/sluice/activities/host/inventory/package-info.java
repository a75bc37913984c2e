/** Which hosts there are. */
@NullMarked
package dev.sluice.activities.host.inventory;

import org.jspecify.annotations.NullMarked;
