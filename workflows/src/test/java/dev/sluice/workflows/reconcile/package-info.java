/** Tests of what is looked for from time to time. */
@NullMarked
package dev.sluice.workflows.reconcile;

import org.jspecify.annotations.NullMarked;
