package dev.sluice.inspection.stream;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Whether a changed target went silent: no sample of any metric of requests, for some intervals,
 * while every unchanged target reports. Targets that never reported before count as silent when
 * none of them reports and they do no work either, and when they send nothing at all, not even
 * resources, or no more requests after they had begun.
 */
final class Silence {
  private static final int FEWEST_HELD = 3;
  private static final int MOST_HELD = 5;

  /** A fresh target must be found by who measures it: it is given so many times longer. */
  private static final int HELD_FOR_FRESH = 2;

  private final int held;
  private final List<Reports> all = new ArrayList<>();
  private final List<Reports> ofRequests;

  /** Changed targets that every metric of requests knows; 0 where there is none. */
  private final int comparable;

  /**
   * @param metrics one for each metric
   * @param targets unchanged targets of each
   */
  Silence(List<MetricPast> metrics, int[] targets) {
    int planned = metrics.stream().mapToInt(past -> past.planned).max().orElse(1);
    held = Math.clamp(planned / 4, FEWEST_HELD, MOST_HELD);
    for (int m = 0; m < metrics.size(); m++) {
      all.add(new Reports(metrics.get(m), targets[m], held));
    }
    ofRequests = all.stream().filter(Reports::areOfRequests).toList();
    comparable = ofRequests.stream().mapToInt(Reports::targets).min().orElse(0);
  }

  /**
   * Takes the samples of one metric in one interval.
   *
   * @param m index of the metric
   * @param treated one value for each changed target, NaN without a sample
   * @param unchanged one for each unchanged target
   */
  void take(int m, double[] treated, double[] unchanged) {
    all.get(m).take(treated, unchanged);
  }

  /**
   * Which changed targets are silent now, by their index; the next sample may show that they are
   * not.
   */
  List<Integer> silent() {
    List<Integer> absent = new ArrayList<>();
    for (int j = 0; j < comparable; j++) {
      if (isAbsent(j)) {
        absent.add(j);
      }
    }
    if (absent.isEmpty() || !othersReport()) {
      return List.of();
    }
    List<Integer> silent =
        absent.stream().filter(j -> wasThereBefore(j) || isNewAndSilent(j)).toList();
    return silent.isEmpty() && absent.size() == comparable && isIdle() ? absent : silent;
  }

  private boolean isAbsent(int j) {
    for (Reports reports : ofRequests) {
      if (!reports.of(j).isAbsent()) {
        return false;
      }
    }
    return true;
  }

  private boolean othersReport() {
    return ofRequests.stream().allMatch(Reports::unchangedReport);
  }

  private boolean wasThereBefore(int j) {
    return ofRequests.stream().allMatch(reports -> reports.wasThereBefore(j));
  }

  private boolean isIdle() {
    return all.stream().anyMatch(Reports::showIdleness);
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
    for (Reports reports : all) {
      if (j < reports.targets()) {
        if (reports.samplesBefore(j) > 0) {
          return false;
        }
        Presence presence = reports.of(j);
        gone &= presence.isAbsent();
        heard |= presence.present() > 0;
        given &= presence.taken() >= HELD_FOR_FRESH * held;
        stopped &= !reports.areOfRequests() || presence.reportedSteadily();
      }
    }
    return stopped || (gone && (heard || given));
  }

  /**
   * Which changed targets next to nothing is known of: they are fresh, and have sent fewer than
   * three samples of requests since, or where no requests are measured of anything.
   */
  List<Integer> unheard() {
    int targets = all.stream().mapToInt(Reports::targets).max().orElse(0);
    return IntStream.range(0, targets).filter(j -> !isHeard(j)).boxed().toList();
  }

  private boolean isHeard(int j) {
    for (Reports reports : all) {
      boolean counts = reports.areOfRequests() || comparable == 0;
      if (j < reports.targets()
          && (reports.samplesBefore(j) >= MetricPast.FEWEST
              || (counts && reports.of(j).present() >= MetricPast.FEWEST))) {
        return true;
      }
    }
    return false;
  }

  /** The interval since which a changed target has had no sample, from 0. */
  int since(int j) {
    int since = 0;
    for (Reports reports : ofRequests) {
      since = Math.max(since, reports.of(j).newestPresent() + 1);
    }
    return since;
  }

  /** For how many intervals a silent target has had no sample, at least. */
  int held() {
    return held;
  }

  /** Bytes of the state. */
  int bytes() {
    return all.stream().mapToInt(Reports::bytes).sum();
  }

  void write(ByteBuffer out) {
    all.forEach(each -> each.write(out));
  }

  void read(ByteBuffer in) {
    all.forEach(each -> each.read(in));
  }
}
