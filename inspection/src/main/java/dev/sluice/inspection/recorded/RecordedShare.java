package dev.sluice.inspection.recorded;

/**
 * What of a histogram a recorded metric is: the share of its requests that were slower than a
 * bound. The shares of one histogram are judged together, as one metric.
 *
 * @param histogram name of the latency that was counted by bucket
 * @param bound in seconds
 */
public record RecordedShare(String histogram, double bound) {}
