/** Which of several changes did it: what speaks for and against each, and with what probability. */
@NullMarked
package dev.sluice.inspection.attribution;

import org.jspecify.annotations.NullMarked;
