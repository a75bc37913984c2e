/** The risk model on the command line: trained, shown and asked. */
@NullMarked
package dev.sluice.cli.risk;

import org.jspecify.annotations.NullMarked;
