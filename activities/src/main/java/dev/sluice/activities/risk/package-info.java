/** The risk model: gradient-boosted trees by LightGBM, trained, asked, and kept in a file. */
@NullMarked
package dev.sluice.activities.risk;

import org.jspecify.annotations.NullMarked;
