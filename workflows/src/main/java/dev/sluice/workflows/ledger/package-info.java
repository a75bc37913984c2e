/** What changes have recorded for good, whatever becomes of their workflows. */
@NullMarked
package dev.sluice.workflows.ledger;

import org.jspecify.annotations.NullMarked;
