/** The report as text, as JSON and as a page. */
@NullMarked
package dev.sluice.cli.ledger.report;

import org.jspecify.annotations.NullMarked;
