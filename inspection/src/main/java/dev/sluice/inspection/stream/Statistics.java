package dev.sluice.inspection.stream;

/** Of samples that may have gaps: how many there are, their mean, median and deviation. */
final class Statistics {
  /** Makes the median absolute deviation of normal noise its standard deviation. */
  private static final double TO_DEVIATION = 1.4826;

  private Statistics() {}

  /** The median of what is not NaN in [from, to); NaN where nothing is. */
  static double median(double[] values, int from, int to) {
    double[] known = new double[Math.max(0, to - from)];
    return medianOf(known, known(values, from, to, known));
  }

  static double median(double[] values) {
    return median(values, 0, values.length);
  }

  /** The standard deviation as the median absolute deviation tells it; 0 where nothing is known. */
  static double deviation(double[] values) {
    double[] known = new double[values.length];
    int count = known(values, 0, values.length, known);
    double middle = medianOf(known, count);
    for (int i = 0; i < count; i++) {
      known[i] = Math.abs(known[i] - middle);
    }
    double deviation = TO_DEVIATION * median(known, 0, count);
    return Double.isNaN(deviation) ? 0 : deviation;
  }

  static int known(double[] values, int from, int to) {
    int count = 0;
    for (int i = from; i < to; i++) {
      count += Double.isNaN(values[i]) ? 0 : 1;
    }
    return count;
  }

  private static int known(double[] values, int from, int to, double[] into) {
    int count = 0;
    for (int i = from; i < to; i++) {
      if (!Double.isNaN(values[i])) {
        into[count++] = values[i];
      }
    }
    return count;
  }

  /** The mean of what is not NaN; NaN where nothing is. */
  static double mean(double[] values) {
    double sum = 0;
    int count = 0;
    for (double value : values) {
      if (!Double.isNaN(value)) {
        sum += value;
        count++;
      }
    }
    return count == 0 ? Double.NaN : sum / count;
  }

  private static double medianOf(double[] known, int count) {
    if (count == 0) {
      return Double.NaN;
    }
    double upper = select(known, count, count / 2);
    if (count % 2 == 1) {
      return upper;
    }
    double lower = known[0];
    for (int i = 1; i < count / 2; i++) {
      lower = Math.max(lower, known[i]);
    }
    return (lower + upper) / 2;
  }

  /** The k-th smallest from 0; puts what is smaller before it. C. A. R. Hoare, "Find", 1961. */
  private static double select(double[] values, int count, int k) {
    int low = 0;
    int high = count - 1;
    while (low < high) {
      double pivot = middle(values[low], values[(low + high) >>> 1], values[high]);
      int from = low;
      // Noise can't be guessed: no branch hangs on a comparison of samples.
      for (int i = low; i <= high; i++) {
        double value = values[i];
        values[i] = values[from];
        values[from] = value;
        from += value < pivot ? 1 : 0;
      }
      if (k < from) {
        high = from - 1;
      } else if (from > low) {
        low = from;
      } else {
        low = pastSmallest(values, low, high, pivot);
        if (k < low) {
          return pivot;
        }
      }
    }
    return values[k];
  }

  /** Puts all that are as small as the smallest first; where the others begin. */
  private static int pastSmallest(double[] values, int low, int high, double smallest) {
    int from = low;
    for (int i = low; i <= high; i++) {
      double value = values[i];
      values[i] = values[from];
      values[from] = value;
      from += value <= smallest ? 1 : 0;
    }
    return from;
  }

  private static double middle(double a, double b, double c) {
    return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
  }
}
