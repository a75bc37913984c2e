/** Drawings of judged cases as SVG, written by hand: no library, the same bytes every time. */
@NullMarked
package dev.sluice.cli.evaluate.plot;

import org.jspecify.annotations.NullMarked;
