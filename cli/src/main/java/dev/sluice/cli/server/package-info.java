/** Commands that start servers. */
@NullMarked
package dev.sluice.cli.server;

import org.jspecify.annotations.NullMarked;
