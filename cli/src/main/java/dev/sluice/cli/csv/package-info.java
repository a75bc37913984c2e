/** Files of comma-separated values. */
@NullMarked
package dev.sluice.cli.csv;

import org.jspecify.annotations.NullMarked;
