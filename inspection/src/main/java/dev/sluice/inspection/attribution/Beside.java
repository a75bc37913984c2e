package dev.sluice.inspection.attribution;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.DoubleStream;

/**
 * Instances that a change touched beside those of the same service that it did not, at the same
 * time: load and faults elsewhere meet both.
 */
final class Beside {
  /** The first sample of what has just been changed says little. */
  private static final int SETTLING = 1;

  private static final double HALF_FAILURES = 10;
  private static final double LEAST_DEVIATIONS = 2;
  private static final double HALF_DEVIATIONS = 3;
  private static final double LEAST_SPREAD = 0.15;

  private final Map<String, List<Signal>> signals = new HashMap<>();
  private final List<String> unchanged = new ArrayList<>();
  private final int length;

  /**
   * How one changed instance differs, each 0 to 1.
   *
   * @param instance its name
   */
  record Difference(
      String instance, double fails, double silent, double idle, double slow, double resources) {
    /** How much speaks for this instance being broken. */
    double broken() {
      return Math.max(fails, Math.max(silent, idle));
    }
  }

  Beside(Incident incident, Candidate candidate) {
    length = incident.length();
    for (Signal signal : incident.signals()) {
      String instance = signal.instance();
      if (instance != null && signal.service().equals(candidate.service())) {
        signals.computeIfAbsent(instance, _ -> new ArrayList<>()).add(signal);
      }
    }
    Set<String> touched = new HashSet<>();
    for (Touch touch : candidate.touches()) {
      touched.addAll(touch.changed());
      // The series of what was replaced may go on with its successor's data.
      touched.addAll(touch.replaced());
    }
    signals.keySet().stream()
        .filter(one -> !touched.contains(one))
        .sorted()
        .forEach(unchanged::add);
  }

  /** Whether there is anything to compare with. */
  boolean hasUnchanged() {
    return !unchanged.isEmpty();
  }

  /**
   * How an instance differs from the unchanged ones; not at all before it has settled.
   *
   * @param ready when it ran changed, in steps of the window
   */
  Difference of(String instance, double ready) {
    int from = Math.max(0, (int) Math.ceil(ready)) + SETTLING;
    if (from >= length || !hasUnchanged()) {
      return new Difference(instance, 0, 0, 0, 0, 0);
    }
    double silent = Math.max(0, medianReporting(from, false) - reporting(instance, from, false));
    double idle =
        Math.max(0, medianReporting(from, true) - reporting(instance, from, true)) * (1 - silent);
    double fails = 0;
    double slow = 0;
    double resources = 0;
    for (Signal signal : signals.getOrDefault(instance, List.of())) {
      switch (signal.kind()) {
        case FAILURES -> fails = Math.max(fails, fails(signal, from));
        case LATENCY -> slow = Math.max(slow, beyond(deviations(signal, from)));
        case RESOURCE ->
            resources = Math.max(resources, beyond(Math.abs(deviations(signal, from))));
      }
    }
    return new Difference(instance, fails, silent, idle, slow, resources);
  }

  private static double beyond(double deviations) {
    return Samples.saturated(deviations - LEAST_DEVIATIONS, HALF_DEVIATIONS);
  }

  private double medianReporting(int from, boolean callsOnly) {
    return Samples.median(
        unchanged.stream().mapToDouble(one -> reporting(one, from, callsOnly)).toArray());
  }

  /** In which share of its samples an instance sent anything, or had any call. */
  private double reporting(String instance, int from, boolean callsOnly) {
    List<Signal> own = signals.getOrDefault(instance, List.of());
    int reported = 0;
    for (int sample = from; sample < length; sample++) {
      for (Signal signal : own) {
        if (tells(signal, sample, callsOnly)) {
          reported++;
          break;
        }
      }
    }
    return (double) reported / (length - from);
  }

  /** Calls that took no time are no calls. */
  private static boolean tells(Signal signal, int sample, boolean callsOnly) {
    double value = signal.during()[sample];
    return !Double.isNaN(value)
        && switch (signal.kind()) {
          case FAILURES -> true;
          case LATENCY -> value > 0;
          case RESOURCE -> !callsOnly;
        };
  }

  private double fails(Signal signal, int from) {
    double own = Samples.mean(signal.during(), from);
    double others =
        Samples.median(
            like(signal).stream().mapToDouble(one -> Samples.mean(one.during(), from)).toArray());
    return Samples.saturated(own - (Double.isNaN(others) ? 0 : others), HALF_FAILURES);
  }

  /** By how many deviations of unchanged instances it lies above them, on a scale of ratios. */
  private double deviations(Signal signal, int from) {
    double own = Math.log(Samples.median(signal.during(), from));
    List<Signal> others = like(signal);
    double[] now =
        others.stream()
            .mapToDouble(one -> Math.log(Samples.median(one.during(), from)))
            .filter(Double::isFinite)
            .toArray();
    if (!Double.isFinite(own) || now.length == 0) {
      return 0;
    }
    double[] ever =
        others.stream()
            .flatMapToDouble(one ->
                DoubleStream.of(
                    Math.log(Samples.median(one.during(), from)),
                    Math.log(Samples.median(one.before()))))
            .filter(Double::isFinite)
            .toArray();
    return (own - Samples.median(now)) / Math.max(LEAST_SPREAD, Samples.deviation(ever));
  }

  /** What unchanged instances measure of the same. */
  private List<Signal> like(Signal signal) {
    return unchanged.stream()
        .flatMap(one -> signals.getOrDefault(one, List.of()).stream())
        .filter(signal::isLike)
        .toList();
  }
}
