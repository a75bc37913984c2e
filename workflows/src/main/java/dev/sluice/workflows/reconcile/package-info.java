/** Looks from time to time for what was changed, or ended, without a word to Sluice. */
@NullMarked
package dev.sluice.workflows.reconcile;

import org.jspecify.annotations.NullMarked;
