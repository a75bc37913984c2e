/** How likely a change is to do harm, from numbers known before it runs: see docs/risk.md. */
@NullMarked
package dev.sluice.inspection.risk;

import org.jspecify.annotations.NullMarked;
