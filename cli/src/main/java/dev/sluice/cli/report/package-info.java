/** Changes, plans, events and inspections as text: pure functions of the API's messages. */
@NullMarked
package dev.sluice.cli.report;

import org.jspecify.annotations.NullMarked;
