/**
 * Services and policies of a folder: checked, listed, tried on past changes. No server is asked.
 */
@NullMarked
package dev.sluice.cli.policy;

import org.jspecify.annotations.NullMarked;
