package dev.sluice.inspection.stream;

import java.nio.ByteBuffer;

/** How many requests there were, and how many of them were bad. */
final class Requests {
  private double bad;
  private double all;

  /**
   * @param rate share of bad requests, in 0 to 1; NaN without a sample
   * @param requests behind it
   */
  void take(double rate, double requests) {
    if (!Double.isNaN(rate) && requests > 0) {
      bad += Math.clamp(rate, 0.0, 1.0) * requests;
      all += requests;
    }
  }

  void add(Requests other) {
    add(other.bad, other.all);
  }

  void add(double moreBad, double more) {
    bad += moreBad;
    all += more;
  }

  /** Those that are not among some of them. */
  Requests without(Requests some) {
    Requests rest = new Requests();
    // Sums in another order may differ in their last bits.
    rest.all = Math.max(0, all - some.all);
    rest.bad = Math.clamp(bad - some.bad, 0.0, rest.all);
    return rest;
  }

  double bad() {
    return bad;
  }

  double all() {
    return all;
  }

  /** The share of bad ones; 0 without requests. */
  double rate() {
    return all > 0 ? bad / all : 0;
  }

  /** The same, above 0 and below 1 also where none or all were bad. */
  double smoothedRate() {
    return (bad + 0.5) / (all + 1);
  }

  void write(ByteBuffer out) {
    out.putDouble(bad).putDouble(all);
  }

  void read(ByteBuffer in) {
    bad = in.getDouble();
    all = in.getDouble();
  }
}
