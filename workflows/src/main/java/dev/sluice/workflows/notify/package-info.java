/** Telling people outside of Sluice what a change does and waits for, and reminding them. */
@NullMarked
package dev.sluice.workflows.notify;

import org.jspecify.annotations.NullMarked;
