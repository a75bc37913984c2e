package dev.sluice.inspection.attribution;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Services with two unchanged and one new instance each, ten samples after forty quiet ones. */
final class Scene {
  private static final Instant BEGIN = Instant.parse("2026-11-24T09:00:00Z");
  private static final Duration STEP = Duration.ofMinutes(1);
  private static final int BEFORE = 40;
  private static final int DURING = 10;
  private static final int ALERT = 4;

  private final List<Call> calls = new ArrayList<>();
  private final List<Candidate> candidates = new ArrayList<>();
  private final Map<String, Signal> signals = new LinkedHashMap<>();

  Scene calls(String caller, String callee) {
    calls.add(new Call(caller, callee));
    return this;
  }

  /** A change that put one new instance in the place of an old one. */
  Scene change(String id, String service, int begun, int ready) {
    candidates.add(
        new Candidate(
            id,
            service,
            at(begun),
            List.of(new Touch(at(ready), List.of(service + "-new"), List.of(service + "-old")))));
    for (String instance : List.of("-1", "-2", "-new")) {
      put(service, service + instance, SignalKind.FAILURES, 0);
      put(service, service + instance, SignalKind.LATENCY, 0.2);
    }
    return this;
  }

  /** A change of which nobody knows what it touched. */
  Scene unknown(String id, String service) {
    candidates.add(new Candidate(id, service, at(0), List.of()));
    put(service, null, SignalKind.LATENCY, 0.2);
    return this;
  }

  Scene fails(String service, String instance, double percent) {
    fill(signals.get(key(service, instance, SignalKind.FAILURES)), percent);
    return this;
  }

  Scene silent(String service, String instance) {
    for (SignalKind kind : List.of(SignalKind.FAILURES, SignalKind.LATENCY)) {
      fill(signals.get(key(service, instance, kind)), Double.NaN);
    }
    return this;
  }

  /** So many times as slow, as a whole. */
  Scene slow(String service, double times) {
    Signal signal = signals.get(key(service, null, SignalKind.LATENCY));
    fill(signal, times * 0.2);
    return this;
  }

  void everyThirdSampleIsMissing() {
    for (Signal signal : signals.values()) {
      for (int i = 0; i < DURING; i += 3) {
        signal.during()[i] = Double.NaN;
      }
    }
  }

  Attribution attribute() {
    return Attributor.attribute(
        new Incident(
            BEGIN,
            STEP,
            at(ALERT),
            "shop",
            new CallGraph(calls),
            candidates,
            List.copyOf(signals.values())));
  }

  private void put(String service, @Nullable String instance, SignalKind kind, double usual) {
    double[] before = new double[BEFORE];
    double[] during = new double[DURING];
    for (int i = 0; i < BEFORE; i++) {
      before[i] = usual * (1 + 0.05 * Math.sin(i));
    }
    for (int i = 0; i < DURING; i++) {
      during[i] = usual * (1 + 0.05 * Math.cos(i));
    }
    signals.put(
        key(service, instance, kind),
        new Signal(service, instance, null, Side.ALL, kind, before, during));
  }

  private static void fill(@Nullable Signal signal, double value) {
    if (signal == null) {
      throw new IllegalArgumentException("no such signal");
    }
    Arrays.fill(signal.during(), value);
  }

  private static String key(String service, @Nullable String instance, SignalKind kind) {
    return service + "/" + instance + "/" + kind;
  }

  private static Instant at(int step) {
    return BEGIN.plus(STEP.multipliedBy(step));
  }
}
