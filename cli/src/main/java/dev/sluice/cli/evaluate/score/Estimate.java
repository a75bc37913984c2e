package dev.sluice.cli.evaluate.score;

/**
 * A figure with its 95 % interval.
 *
 * @param value NaN where it has none
 */
public record Estimate(double value, double low, double high) {}
