/** The way to the API: connection, failures and the watch over lost connections. */
@NullMarked
package dev.sluice.cli.client;

import org.jspecify.annotations.NullMarked;
