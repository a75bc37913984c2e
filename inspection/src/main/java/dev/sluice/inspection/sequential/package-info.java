/** Bounds that stay valid however often one looks. */
@NullMarked
package dev.sluice.inspection.sequential;

import org.jspecify.annotations.NullMarked;
