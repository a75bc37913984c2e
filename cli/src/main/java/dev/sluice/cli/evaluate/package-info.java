/** Recorded cases judged again, explained, drawn and scored. */
@NullMarked
package dev.sluice.cli.evaluate;

import org.jspecify.annotations.NullMarked;
