/** Looks at what targets run, and at changes that have no end. */
@NullMarked
package dev.sluice.activities.reconcile;

import org.jspecify.annotations.NullMarked;
