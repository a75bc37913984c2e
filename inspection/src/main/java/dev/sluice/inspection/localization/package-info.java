/** Where an anomaly sits: the smallest combination of labels that explains it. */
@NullMarked
package dev.sluice.inspection.localization;

import org.jspecify.annotations.NullMarked;
