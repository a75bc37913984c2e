/** What a row's body looks like. Names in it never change their meaning. */
@NullMarked
package dev.sluice.activities.ledger.wire;

import org.jspecify.annotations.NullMarked;
