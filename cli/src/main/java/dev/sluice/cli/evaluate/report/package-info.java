/** What evaluations found, as text for a person and as JSON for machines. */
@NullMarked
package dev.sluice.cli.evaluate.report;

import org.jspecify.annotations.NullMarked;
