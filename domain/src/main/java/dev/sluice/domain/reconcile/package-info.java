/** What was changed without a word to Sluice, and what ended without one, found by comparison. */
@NullMarked
package dev.sluice.domain.reconcile;

import org.jspecify.annotations.NullMarked;
