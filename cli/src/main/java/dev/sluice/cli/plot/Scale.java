package dev.sluice.cli.plot;

import java.util.ArrayList;
import java.util.List;

/**
 * Brings values to places on the drawing.
 *
 * @param low value at the first place, below high
 * @param high value at the last place
 * @param first place of low, in pixels
 * @param last place of high, in pixels
 */
public record Scale(double low, double high, double first, double last) {
  private static final double[] STEPS = {1, 2, 2.5, 5, 10};
  private static final double MARGIN = 0.06;

  /** A scale with some room around the values; around nothing it goes from 0 to 1. */
  public static Scale around(double low, double high, double first, double last) {
    if (!Double.isFinite(low) || !Double.isFinite(high)) {
      return new Scale(0, 1, first, last);
    }
    double room = (high - low) * MARGIN;
    if (room <= 0) {
      room = low == 0 ? 1 : Math.abs(low) * MARGIN;
    }
    return new Scale(low - room, high + room, first, last);
  }

  /** The place of a value. */
  public double at(double value) {
    return first + (value - low) / (high - low) * (last - first);
  }

  /** Round values inside, about as many as wanted. */
  public List<Double> ticks(int wanted) {
    double rough = (high - low) / wanted;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double step = power * STEPS[STEPS.length - 1];
    for (double candidate : STEPS) {
      if (candidate * power >= rough) {
        step = candidate * power;
        break;
      }
    }
    List<Double> ticks = new ArrayList<>();
    long begin = (long) Math.ceil(low / step);
    for (long i = begin; i * step <= high && ticks.size() <= 2 * wanted; i++) {
      ticks.add(i * step);
    }
    return ticks;
  }
}
