package dev.sluice.inspection.stream;

import dev.sluice.domain.inspection.MetricSpec.Kind;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Who reports one metric, since a change and before. */
final class Reports {
  private static final double IDLE = 0.05;

  private final boolean ofRequests;
  private final boolean ofResources;
  private final int lengthBefore;
  private final int[] samplesBefore;
  private final Presence[] treatment;
  private final Presence[] controls;
  private final Mean work = new Mean();
  private final Mean[] workBeside;

  /**
   * @param targets how many unchanged ones there are
   * @param held intervals that are looked back on
   */
  Reports(MetricPast past, int targets, int held) {
    boolean resource = past.terms.spec().kind() == Kind.RESOURCE;
    ofRequests = !resource && targets > 0;
    ofResources = resource && targets > 0;
    lengthBefore = past.length;
    samplesBefore = past.samples;
    treatment = presences(samplesBefore.length, held);
    controls = presences(targets, held);
    workBeside = new Mean[targets];
    Arrays.setAll(workBeside, _ -> new Mean());
  }

  private static Presence[] presences(int targets, int held) {
    Presence[] presences = new Presence[targets];
    Arrays.setAll(presences, _ -> new Presence(held));
    return presences;
  }

  /**
   * Takes the samples of one interval.
   *
   * @param treated one value for each changed target, NaN without a sample
   * @param unchanged one for each unchanged target
   */
  void take(double[] treated, double[] unchanged) {
    take(treatment, treated);
    if (ofRequests) {
      take(controls, unchanged);
    }
    if (ofResources) {
      for (double value : treated) {
        work.take(value);
      }
      for (int j = 0; j < unchanged.length; j++) {
        workBeside[j].take(unchanged[j]);
      }
    }
  }

  private static void take(Presence[] presences, double[] values) {
    for (int j = 0; j < values.length; j++) {
      presences[j].take(!Double.isNaN(values[j]));
    }
  }

  /** Whether it is a metric of requests that unchanged targets have too. */
  boolean areOfRequests() {
    return ofRequests;
  }

  /** How many changed targets it knows. */
  int targets() {
    return treatment.length;
  }

  /** Since the change. */
  Presence of(int target) {
    return treatment[target];
  }

  int samplesBefore(int target) {
    return samplesBefore[target];
  }

  /** Whether it was there half of the time before. */
  boolean wasThereBefore(int target) {
    return 2 * samplesBefore[target] >= lengthBefore;
  }

  /** Whether every unchanged target reports now. */
  boolean unchangedReport() {
    return Arrays.stream(controls).allMatch(Presence::reports);
  }

  /** Whether the changed targets do next to no work, and all unchanged ones do. */
  boolean showIdleness() {
    double beside =
        Arrays.stream(workBeside)
            .mapToDouble(Mean::value)
            .filter(value -> !Double.isNaN(value))
            .min()
            .orElse(Double.NaN);
    return ofResources && beside > 0 && work.value() < IDLE * beside;
  }

  /** Bytes of the state. */
  int bytes() {
    int bytes = (1 + workBeside.length) * Mean.BYTES;
    for (Presence presence : treatment) {
      bytes += presence.bytes();
    }
    for (Presence presence : controls) {
      bytes += presence.bytes();
    }
    return bytes;
  }

  void write(ByteBuffer out) {
    Arrays.stream(treatment).forEach(each -> each.write(out));
    Arrays.stream(controls).forEach(each -> each.write(out));
    work.write(out);
    Arrays.stream(workBeside).forEach(each -> each.write(out));
  }

  void read(ByteBuffer in) {
    Arrays.stream(treatment).forEach(each -> each.read(in));
    Arrays.stream(controls).forEach(each -> each.read(in));
    work.read(in);
    Arrays.stream(workBeside).forEach(each -> each.read(in));
  }

  private static final class Mean {
    static final int BYTES = Double.BYTES + Integer.BYTES;

    private double sum;
    private int count;

    void take(double value) {
      if (!Double.isNaN(value)) {
        sum += value;
        count++;
      }
    }

    double value() {
      return count == 0 ? Double.NaN : sum / count;
    }

    void write(ByteBuffer out) {
      out.putDouble(sum).putInt(count);
    }

    void read(ByteBuffer in) {
      sum = in.getDouble();
      count = in.getInt();
    }
  }
}
