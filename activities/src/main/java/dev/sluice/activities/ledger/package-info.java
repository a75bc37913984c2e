/** The ledger in a database: PostgreSQL or SQLite, through the same table. */
@NullMarked
package dev.sluice.activities.ledger;

import org.jspecify.annotations.NullMarked;
