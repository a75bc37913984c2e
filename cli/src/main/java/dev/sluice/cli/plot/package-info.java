/** What drawings are made of. */
@NullMarked
package dev.sluice.cli.plot;

import org.jspecify.annotations.NullMarked;
