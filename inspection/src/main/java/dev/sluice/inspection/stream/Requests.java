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
    bad += other.bad;
    all += other.all;
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

  void write(ByteBuffer out) {
    out.putDouble(bad).putDouble(all);
  }

  void read(ByteBuffer in) {
    bad = in.getDouble();
    all = in.getDouble();
  }
}
