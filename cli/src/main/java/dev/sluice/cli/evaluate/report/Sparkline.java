package dev.sluice.cli.evaluate.report;

import java.util.Arrays;

/** Values as a line of little blocks, for a terminal. */
final class Sparkline {
  private static final String BLOCKS = "▁▂▃▄▅▆▇█";
  private static final String NOTHING = "·";

  private final double low;
  private final double high;

  /** Sparklines on one scale, from the least to the greatest of these values. */
  Sparkline(double... values) {
    double[] finite = Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
    low = finite.length == 0 ? 0 : finite[0];
    high = finite.length == 0 ? 0 : finite[finite.length - 1];
  }

  /**
   * @param width blocks at most; more values than that are averaged
   */
  String draw(double[] values, int width) {
    int blocks = Math.min(width, values.length);
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < blocks; i++) {
      int begin = (int) ((long) i * values.length / blocks);
      int end = (int) ((long) (i + 1) * values.length / blocks);
      line.append(block(mean(Arrays.copyOfRange(values, begin, end))));
    }
    return line.toString();
  }

  private String block(double value) {
    if (Double.isNaN(value)) {
      return NOTHING;
    }
    double share = high > low ? (value - low) / (high - low) : 0.5;
    int place = (int) Math.clamp(share * BLOCKS.length(), 0, BLOCKS.length() - 1);
    return BLOCKS.substring(place, place + 1);
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).filter(Double::isFinite).average().orElse(Double.NaN);
  }
}
