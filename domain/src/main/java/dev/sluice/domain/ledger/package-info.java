/** The long-term record of changes, verdicts and their evidence, row by row. */
@NullMarked
package dev.sluice.domain.ledger;

import org.jspecify.annotations.NullMarked;
