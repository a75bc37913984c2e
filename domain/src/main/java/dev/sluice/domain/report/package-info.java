/**
 * What the ledger says about all changes of a time: how well they are controlled, and how they
 * went.
 */
@NullMarked
package dev.sluice.domain.report;

import org.jspecify.annotations.NullMarked;
