/** Which databases there are. */
@NullMarked
package dev.sluice.activities.schema.postgresql.inventory;

import org.jspecify.annotations.NullMarked;
