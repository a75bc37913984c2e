package dev.sluice.inspection.stream;

import dev.sluice.domain.inspection.MetricSpec.Kind;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Whether a changed target went silent: no sample of any metric of requests, for some intervals,
 * while every unchanged target reports. Targets that never reported before count as silent when
 * none of them reports and they do no work either, and when they send nothing at all, not even
 * resources, or no more requests after they had begun.
 */
final class Silence {
  private static final double REPORTS = 0.8;
  private static final double REPORTED = 0.5;
  private static final double IDLE = 0.05;
  private static final int FEWEST_HELD = 3;
  private static final int MOST_HELD = 5;

  /** A fresh target must be found by who measures it: it is given so many times longer. */
  private static final int HELD_FOR_FRESH = 2;

  private final int held;
  private final boolean[][] reportedBefore;
  private final int[][] samplesBefore;
  private final boolean[] requests;
  private final boolean[] resources;
  private final Presence[][] treatment;
  private final Presence[][] controls;
  private final Mean[] work;
  private final Mean[][] workBeside;

  /** Changed targets that every metric of requests knows; 0 where there is none. */
  private final int comparable;

  /**
   * @param metrics one for each metric
   * @param targets unchanged targets of each
   */
  Silence(List<MetricPast> metrics, int[] targets) {
    int count = metrics.size();
    held = held(metrics);
    reportedBefore = new boolean[count][];
    samplesBefore = new int[count][];
    requests = new boolean[count];
    resources = new boolean[count];
    treatment = new Presence[count][];
    controls = new Presence[count][];
    work = new Mean[count];
    workBeside = new Mean[count][];
    for (int m = 0; m < count; m++) {
      MetricPast past = metrics.get(m);
      samplesBefore[m] = past.samples;
      reportedBefore[m] = reported(past.samples, past.length);
      resources[m] = past.terms.spec().kind() == Kind.RESOURCE && targets[m] > 0;
      requests[m] = past.terms.spec().kind() != Kind.RESOURCE && targets[m] > 0;
      treatment[m] = presences(reportedBefore[m].length, held);
      controls[m] = presences(targets[m], held);
      work[m] = new Mean();
      workBeside[m] = new Mean[targets[m]];
      Arrays.setAll(workBeside[m], _ -> new Mean());
    }
    comparable = comparable();
  }

  /** Which targets reported at least half of the time. */
  private static boolean[] reported(int[] samples, int length) {
    boolean[] reported = new boolean[samples.length];
    for (int j = 0; j < reported.length; j++) {
      reported[j] = 2 * samples[j] >= length;
    }
    return reported;
  }

  private static int held(List<MetricPast> metrics) {
    int planned = 1;
    for (MetricPast past : metrics) {
      planned = Math.max(planned, past.terms.planned());
    }
    return Math.clamp(planned / 4, FEWEST_HELD, MOST_HELD);
  }

  private static Presence[] presences(int targets, int held) {
    Presence[] presences = new Presence[targets];
    Arrays.setAll(presences, _ -> new Presence(held));
    return presences;
  }

  /**
   * Takes the samples of one metric in one interval.
   *
   * @param m index of the metric
   * @param treated one value for each changed target, NaN without a sample
   * @param unchanged one for each unchanged target
   */
  void take(int m, double[] treated, double[] unchanged) {
    take(treatment[m], treated);
    if (requests[m]) {
      take(controls[m], unchanged);
    }
    if (resources[m]) {
      for (double value : treated) {
        work[m].take(value);
      }
      for (int j = 0; j < unchanged.length; j++) {
        workBeside[m][j].take(unchanged[j]);
      }
    }
  }

  private static void take(Presence[] presences, double[] values) {
    for (int j = 0; j < values.length; j++) {
      presences[j].take(!Double.isNaN(values[j]));
    }
  }

  /**
   * Which changed targets are silent now, by their index; the next sample may show that they are
   * not.
   */
  List<Integer> silent() {
    int absent = 0;
    for (int j = 0; j < comparable; j++) {
      absent += isAbsent(j) ? 1 : 0;
    }
    if (absent == 0 || !othersReport()) {
      return List.of();
    }
    List<Integer> silent = new ArrayList<>();
    for (int j = 0; j < comparable; j++) {
      if (isAbsent(j) && (reportedBefore(j) || isNewAndSilent(j))) {
        silent.add(j);
      }
    }
    if (silent.isEmpty() && absent == comparable && isIdle()) {
      for (int j = 0; j < comparable; j++) {
        silent.add(j);
      }
    }
    return silent;
  }

  private int comparable() {
    int fewest = Integer.MAX_VALUE;
    for (int m = 0; m < treatment.length; m++) {
      fewest = requests[m] ? Math.min(fewest, treatment[m].length) : fewest;
    }
    return fewest == Integer.MAX_VALUE ? 0 : fewest;
  }

  private boolean othersReport() {
    for (int m = 0; m < controls.length; m++) {
      if (requests[m] && !Arrays.stream(controls[m]).allMatch(Presence::reports)) {
        return false;
      }
    }
    return true;
  }

  private boolean isAbsent(int j) {
    for (int m = 0; m < treatment.length; m++) {
      if (requests[m] && !treatment[m][j].isAbsent()) {
        return false;
      }
    }
    return true;
  }

  private boolean reportedBefore(int j) {
    for (int m = 0; m < treatment.length; m++) {
      if (requests[m] && !reportedBefore[m][j]) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether a target that was never seen before is silent. One that has sent something may have
   * stopped; one that hasn't may still have to be found by who measures it, and gets longer. Work
   * without requests is no silence: it may get none.
   */
  private boolean isNewAndSilent(int j) {
    boolean gone = true;
    boolean heard = false;
    boolean given = true;
    boolean stopped = true;
    for (int m = 0; m < treatment.length; m++) {
      if (j < treatment[m].length) {
        Presence presence = treatment[m][j];
        if (samplesBefore[m][j] > 0) {
          return false;
        }
        gone &= presence.isAbsent();
        heard |= presence.present > 0;
        given &= presence.taken >= HELD_FOR_FRESH * held;
        stopped &= !requests[m] || presence.reportedSteadily();
      }
    }
    return stopped || (gone && (heard || given));
  }

  /**
   * Which changed targets next to nothing is known of: they are fresh, and have sent fewer than
   * three samples of requests since, or where no requests are measured of anything.
   */
  List<Integer> unheard() {
    List<Integer> unheard = new ArrayList<>();
    for (int j = 0; j < mostTargets(); j++) {
      boolean heard = false;
      for (int m = 0; m < treatment.length; m++) {
        if (j < treatment[m].length) {
          heard |= samplesBefore[m][j] >= MetricPast.FEWEST;
          heard |= (requests[m] || comparable == 0) && treatment[m][j].present >= MetricPast.FEWEST;
        }
      }
      if (!heard) {
        unheard.add(j);
      }
    }
    return unheard;
  }

  private int mostTargets() {
    return Arrays.stream(treatment).mapToInt(each -> each.length).max().orElse(0);
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

  /** The interval since which a changed target has had no sample, from 0. */
  int since(int j) {
    int since = 0;
    for (int m = 0; m < treatment.length; m++) {
      since = requests[m] ? Math.max(since, treatment[m][j].newestPresent + 1) : since;
    }
    return since;
  }

  /** For how many intervals a silent target has had no sample, at least. */
  int held() {
    return held;
  }

  /** Most bytes of the state. */
  int bytes() {
    int bytes = 0;
    for (int m = 0; m < treatment.length; m++) {
      bytes += (treatment[m].length + controls[m].length) * (held + Presence.BYTES);
      bytes += (1 + controls[m].length) * Mean.BYTES;
    }
    return bytes;
  }

  void write(ByteBuffer out) {
    for (int m = 0; m < treatment.length; m++) {
      Arrays.stream(treatment[m]).forEach(each -> each.write(out));
      Arrays.stream(controls[m]).forEach(each -> each.write(out));
      work[m].write(out);
      Arrays.stream(workBeside[m]).forEach(each -> each.write(out));
    }
  }

  void read(ByteBuffer in) {
    for (int m = 0; m < treatment.length; m++) {
      Arrays.stream(treatment[m]).forEach(each -> each.read(in));
      Arrays.stream(controls[m]).forEach(each -> each.read(in));
      work[m].read(in);
      Arrays.stream(workBeside[m]).forEach(each -> each.read(in));
    }
  }

  /** Which of the newest intervals had a sample, and how many ever had. */
  private static final class Presence {
    static final int BYTES = 3 * Integer.BYTES;

    private final boolean[] newest;
    private int newestPresent = -1;
    private int next;
    private int taken;
    private int present;

    Presence(int held) {
      newest = new boolean[held];
    }

    void take(boolean there) {
      newest[next] = there;
      next = next + 1 == newest.length ? 0 : next + 1;
      newestPresent = there ? taken : newestPresent;
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
      return taken - 1 - newestPresent >= newest.length;
    }

    /** Whether it did for a while, up to its last sample. */
    boolean reportedSteadily() {
      return present >= MetricPast.FEWEST && present >= REPORTED * (newestPresent + 1);
    }

    boolean reports() {
      return recent() >= REPORTS * newest.length && present >= REPORTED * taken;
    }

    void write(ByteBuffer out) {
      for (boolean there : newest) {
        out.put((byte) (there ? 1 : 0));
      }
      out.putInt(taken).putInt(present).putInt(newestPresent);
    }

    void read(ByteBuffer in) {
      for (int i = 0; i < newest.length; i++) {
        newest[i] = in.get() == 1;
      }
      taken = in.getInt();
      next = taken % newest.length;
      present = in.getInt();
      newestPresent = in.getInt();
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
