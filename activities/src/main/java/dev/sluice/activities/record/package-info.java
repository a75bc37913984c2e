/** What the ledger tells of earlier changes: to planning, to risk models, to trials of policies. */
@NullMarked
package dev.sluice.activities.record;

import org.jspecify.annotations.NullMarked;
