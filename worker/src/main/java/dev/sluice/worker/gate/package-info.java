/** How this process speaks to the gate that all changes pass. */
@NullMarked
package dev.sluice.worker.gate;

import org.jspecify.annotations.NullMarked;
