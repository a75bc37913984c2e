package dev.sluice.cli.evaluate.plot;

import dev.sluice.cli.plot.Scale;
import dev.sluice.cli.plot.Svg;
import java.util.Arrays;
import java.util.stream.DoubleStream;

/** Values at even steps; NaN where there is none. */
final class Curve {
  private static final double FAR = 1e5;

  private final int start;
  private final double[] values;

  /**
   * @param start the sample of the first value, 0 is the first since the change
   */
  Curve(int start, double... values) {
    this.start = start;
    this.values = values.clone();
  }

  /** A line through the values, broken where one is missing; a lonely value is a dot. */
  String line(Scale x, Scale y) {
    StringBuilder path = new StringBuilder();
    boolean drawing = false;
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        drawing = false;
        continue;
      }
      String place = place(x.at(start + i), y.at(values[i]));
      boolean lonely = !drawing && (i + 1 == values.length || !Double.isFinite(values[i + 1]));
      path.append(drawing ? "L" : "M").append(place).append(lonely ? "h0" : "");
      drawing = true;
    }
    return path.toString();
  }

  /** The area up to another curve of the same steps, in one piece for each stretch of values. */
  String area(Curve other, Scale x, Scale y) {
    StringBuilder path = new StringBuilder();
    int i = 0;
    while (i < values.length) {
      int end = i;
      while (end < values.length && !isGap(other, end)) {
        end++;
      }
      if (end > i) {
        stretch(path, other, x, y, i, end);
      }
      i = end + 1;
    }
    return path.toString();
  }

  /** The same with values outside brought to the ends of the range. */
  Curve within(double low, double high) {
    return new Curve(start, Arrays.stream(values).map(v -> Math.clamp(v, low, high)).toArray());
  }

  boolean isEmpty() {
    return finite().findAny().isEmpty();
  }

  DoubleStream finite() {
    return Arrays.stream(values).filter(Double::isFinite);
  }

  private boolean isGap(Curve other, int i) {
    return Double.isNaN(values[i]) || Double.isNaN(other.values[i]);
  }

  private void stretch(StringBuilder path, Curve other, Scale x, Scale y, int begin, int end) {
    // Half a step to each side, so that a stretch of one value has an area too.
    double half = end - begin == 1 ? 0.5 : 0;
    for (int i = begin; i < end; i++) {
      double left = start + i - half;
      path.append(i == begin ? "M" : "L").append(place(x.at(left), y.at(values[i])));
    }
    if (half > 0) {
      path.append("L").append(place(x.at(start + begin + half), y.at(values[begin])));
    }
    for (int i = end - 1; i >= begin; i--) {
      path.append("L").append(place(x.at(start + i + half), y.at(other.values[i])));
    }
    if (half > 0) {
      path.append("L").append(place(x.at(start + begin - half), y.at(other.values[begin])));
    }
    path.append("Z");
  }

  /** Far outside is as good as infinite, and harmless to the viewer. */
  private static String place(double x, double y) {
    return Svg.number(x) + " " + Svg.number(Math.clamp(y, -FAR, FAR));
  }
}
