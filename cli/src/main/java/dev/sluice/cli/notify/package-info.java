/** The commands about who is told of changes. */
@NullMarked
package dev.sluice.cli.notify;

import org.jspecify.annotations.NullMarked;
