/** Names that workflows share with whoever starts and finds them. */
@NullMarked
package dev.sluice.workflows;

import org.jspecify.annotations.NullMarked;
