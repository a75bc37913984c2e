package dev.sluice.inspection.stream;

import dev.sluice.domain.inspection.MetricSpec.Kind;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * Whether the changed targets went silent: no sample of any metric of requests, for some intervals,
 * while every unchanged target reports. A target that never reported before counts as silent only
 * when it does no work either.
 */
final class Silence {
  private static final double REPORTS = 0.8;
  private static final double REPORTED = 0.5;
  private static final double IDLE = 0.05;
  private static final int FEWEST_HELD = 3;
  private static final int MOST_HELD = 5;

  private final int held;
  private final boolean comparable;
  private final boolean reportedBefore;
  private final boolean[] requests;
  private final boolean[] resources;
  private final Presence[] treatment;
  private final Presence[][] controls;
  private final Mean[] work;
  private final Mean[][] workBeside;

  /**
   * @param metrics what is measured, in the order in which samples come
   * @param targets unchanged targets of each metric
   * @param reportedBefore whether the changed targets reported each of them half of the time
   */
  Silence(List<Kind> metrics, int[] targets, boolean[] reportedBefore, int planned) {
    held = Math.clamp(planned / 4, FEWEST_HELD, MOST_HELD);
    int count = metrics.size();
    requests = new boolean[count];
    resources = new boolean[count];
    treatment = new Presence[count];
    controls = new Presence[count][];
    work = new Mean[count];
    workBeside = new Mean[count][];
    boolean any = false;
    boolean all = true;
    for (int m = 0; m < count; m++) {
      resources[m] = metrics.get(m) == Kind.RESOURCE && targets[m] > 0;
      requests[m] = metrics.get(m) != Kind.RESOURCE && targets[m] > 0;
      treatment[m] = new Presence(held);
      work[m] = new Mean();
      controls[m] = new Presence[targets[m]];
      workBeside[m] = new Mean[targets[m]];
      Arrays.setAll(controls[m], _ -> new Presence(held));
      Arrays.setAll(workBeside[m], _ -> new Mean());
      any |= requests[m];
      all &= !requests[m] || reportedBefore[m];
    }
    comparable = any;
    this.reportedBefore = all;
  }

  /**
   * Takes the samples of one metric in one interval.
   *
   * @param m index of the metric
   * @param treated one value for each changed target, NaN without a sample
   * @param unchanged one for each unchanged target
   */
  void take(int m, double[] treated, double[] unchanged) {
    treatment[m].take(Arrays.stream(treated).anyMatch(value -> !Double.isNaN(value)));
    Arrays.stream(treated).forEach(work[m]::take);
    for (int j = 0; j < controls[m].length; j++) {
      controls[m][j].take(!Double.isNaN(unchanged[j]));
      workBeside[m][j].take(unchanged[j]);
    }
  }

  /** Whether they are silent now; the next sample may show that they are not. */
  boolean isSilent() {
    if (!comparable || !(reportedBefore || isIdle())) {
      return false;
    }
    for (int m = 0; m < treatment.length; m++) {
      if (requests[m] && (!treatment[m].isAbsent() || !report(controls[m]))) {
        return false;
      }
    }
    return true;
  }

  private static boolean report(Presence[] controls) {
    return Arrays.stream(controls).allMatch(Presence::reports);
  }

  private boolean isIdle() {
    for (int m = 0; m < work.length; m++) {
      double beside =
          Arrays.stream(workBeside[m])
              .mapToDouble(Mean::value)
              .filter(value -> !Double.isNaN(value))
              .min()
              .orElse(Double.NaN);
      if (resources[m] && beside > 0 && work[m].value() < IDLE * beside) {
        return true;
      }
    }
    return false;
  }

  /** Most bytes of the state. */
  int bytes() {
    int series = treatment.length + Arrays.stream(controls).mapToInt(beside -> beside.length).sum();
    return series * (Presence.BYTES + Mean.BYTES);
  }

  void write(ByteBuffer out) {
    for (int m = 0; m < treatment.length; m++) {
      treatment[m].write(out);
      work[m].write(out);
      for (int j = 0; j < controls[m].length; j++) {
        controls[m][j].write(out);
        workBeside[m][j].write(out);
      }
    }
  }

  void read(ByteBuffer in) {
    for (int m = 0; m < treatment.length; m++) {
      treatment[m].read(in);
      work[m].read(in);
      for (int j = 0; j < controls[m].length; j++) {
        controls[m][j].read(in);
        workBeside[m][j].read(in);
      }
    }
  }

  /** Which of the newest intervals had a sample, and how many ever had. */
  private static final class Presence {
    static final int BYTES = MOST_HELD + 2 * Integer.BYTES;

    private final boolean[] newest;
    private int taken;
    private int present;

    Presence(int held) {
      newest = new boolean[held];
    }

    void take(boolean there) {
      newest[taken % newest.length] = there;
      taken++;
      present += there ? 1 : 0;
    }

    private int recent() {
      int count = 0;
      for (boolean there : newest) {
        count += there ? 1 : 0;
      }
      return count;
    }

    boolean isAbsent() {
      return taken >= newest.length && recent() == 0;
    }

    void write(ByteBuffer out) {
      for (boolean there : newest) {
        out.put((byte) (there ? 1 : 0));
      }
      out.putInt(taken).putInt(present);
    }

    void read(ByteBuffer in) {
      for (int i = 0; i < newest.length; i++) {
        newest[i] = in.get() == 1;
      }
      taken = in.getInt();
      present = in.getInt();
    }

    boolean reports() {
      return recent() >= REPORTS * newest.length && present >= REPORTED * taken;
    }
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

    void write(ByteBuffer out) {
      out.putDouble(sum).putInt(count);
    }

    void read(ByteBuffer in) {
      sum = in.getDouble();
      count = in.getInt();
    }

    double value() {
      return count == 0 ? Double.NaN : sum / count;
    }
  }
}
