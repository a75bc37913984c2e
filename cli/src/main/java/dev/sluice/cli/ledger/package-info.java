/** Commands on the ledger. They open its database themselves: no API is needed. */
@NullMarked
package dev.sluice.cli.ledger;

import org.jspecify.annotations.NullMarked;
