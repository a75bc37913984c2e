/** Predictions beside the truth: precision, recall, false alarms, delay, with intervals. */
@NullMarked
package dev.sluice.cli.evaluate.score;

import org.jspecify.annotations.NullMarked;
