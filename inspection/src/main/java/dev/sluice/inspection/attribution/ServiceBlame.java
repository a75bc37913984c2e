package dev.sluice.inspection.attribution;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.DoubleStream;

/**
 * Which service is sick of itself, told from those that only suffer with the ones they call. Needs
 * no unchanged instances to compare with.
 *
 * <p>How far a service's signals are from normal, in the bad direction, is taken against its whole
 * past and against its newest past, whichever is nearer; of failures and latencies what a called
 * service explains is taken off.
 */
final class ServiceBlame {
  /** So many samples right before the anomaly are its newest past. */
  private static final int NEWEST = 2;

  private static final double TO_DEVIATION = 1.48;
  private static final double LEAST_PERCENT = 1;
  private static final double LEAST_LOG = 0.05;
  private static final double SMALLEST = 1e-9;

  private static final double HALF_FAILURES = 3;
  private static final double HALF_OTHER = 5;

  private static final double EXPLAINED = 0.8;
  private static final double PASSED_ON = 0.3;
  private static final double REACHED = 0.3;

  /** Whoever calls nobody and sends nothing itself is more often seen than sick. */
  private static final double UNSEEN_LEAF = 0.6;

  private final Incident incident;
  private final Map<String, Map<SignalKind, Departure>> departures = new HashMap<>();
  private final Map<String, List<String>> callees = new HashMap<>();
  private final Set<String> measuring = new HashSet<>();

  /**
   * How far a service is from normal.
   *
   * @param deviations in deviations of its past
   * @param amount in the signals' own unit
   */
  private record Departure(double deviations, double amount) {
    static final Departure NONE = new Departure(0, 0);

    Departure worse(Departure other) {
      return new Departure(Math.max(deviations, other.deviations), Math.max(amount, other.amount));
    }
  }

  private ServiceBlame(Incident incident) {
    this.incident = incident;
    for (Call call : incident.calls().calls()) {
      callees.computeIfAbsent(call.caller(), _ -> new ArrayList<>()).add(call.callee());
    }
    for (Signal signal : incident.signals()) {
      if (signal.instance() != null) {
        measuring.add(signal.service());
      }
      departures
          .computeIfAbsent(signal.subject(), _ -> new EnumMap<>(SignalKind.class))
          .merge(signal.kind(), departure(signal), Departure::worse);
    }
  }

  /** How much each service is to blame, 0 to 1, by name; services without signals are left out. */
  static Map<String, Double> of(Incident incident) {
    return new ServiceBlame(incident).blame();
  }

  private static Departure departure(Signal signal) {
    double[] before = scaled(signal.kind(), signal.before());
    double now = Samples.median(scaled(signal.kind(), signal.during()));
    double normal = Samples.median(before);
    if (Double.isNaN(now) || Double.isNaN(normal)) {
      return Departure.NONE;
    }
    double least = signal.kind() == SignalKind.FAILURES ? LEAST_PERCENT : LEAST_LOG;
    double spread = Math.max(TO_DEVIATION * Samples.distance(before, normal), least);
    double far = (now - normal) / spread;
    double newest = Samples.median(before, Math.max(0, before.length - NEWEST));
    double near = Double.isNaN(newest) ? 0 : (now - newest) / spread;
    double amount = Samples.median(signal.during()) - Samples.median(signal.before());
    return new Departure(Math.max(0, Math.min(far, near)), Math.max(0, amount));
  }

  /** Latencies and resources by their ratios. */
  private static double[] scaled(SignalKind kind, double[] samples) {
    return switch (kind) {
      case FAILURES -> samples;
      case LATENCY, RESOURCE ->
          DoubleStream.of(samples).map(one -> Math.log(Math.max(one, SMALLEST))).toArray();
    };
  }

  private Map<String, Double> blame() {
    Map<String, Double> reach = reach();
    Map<String, Double> blame = new HashMap<>();
    for (String service : departures.keySet()) {
      double innocent = 1;
      for (SignalKind kind : SignalKind.values()) {
        innocent *= 1 - ownSickness(service, kind);
      }
      double path = 1 - REACHED + REACHED * reach.getOrDefault(service, 0.0);
      boolean unseen = !callees.containsKey(service) && !measuring.contains(service);
      blame.put(service, (1 - innocent) * path * (unseen ? UNSEEN_LEAF : 1));
    }
    return blame;
  }

  private double sickness(String service, SignalKind kind) {
    double half = kind == SignalKind.FAILURES ? HALF_FAILURES : HALF_OTHER;
    return Samples.saturated(departure(service, kind).deviations(), half);
  }

  private Departure departure(String service, SignalKind kind) {
    return departures.getOrDefault(service, Map.of()).getOrDefault(kind, Departure.NONE);
  }

  /** Without what those explain that the service calls: resources do not travel. */
  private double ownSickness(String service, SignalKind kind) {
    double sickness = sickness(service, kind);
    double amount = departure(service, kind).amount();
    if (kind == SignalKind.RESOURCE || sickness == 0 || amount == 0) {
      return sickness;
    }
    double explained = 0;
    for (String callee : callees.getOrDefault(service, List.of())) {
      double share = Math.min(1, departure(callee, kind).amount() / amount);
      explained = Math.max(explained, share * sickness(callee, kind));
    }
    return sickness * (1 - EXPLAINED * explained);
  }

  /** How well the anomaly at the entry can be followed to each service, 0 to 1. */
  private Map<String, Double> reach() {
    Map<String, Double> reach = new HashMap<>();
    Deque<String> changed = new ArrayDeque<>(List.of(incident.entry()));
    reach.put(incident.entry(), 1.0);
    while (!changed.isEmpty()) {
      String caller = changed.poll();
      double passed = reach.getOrDefault(caller, 0.0) * Math.max(symptom(caller), PASSED_ON);
      for (String callee : callees.getOrDefault(caller, List.of())) {
        if (passed > reach.getOrDefault(callee, 0.0) + SMALLEST) {
          reach.put(callee, passed);
          changed.add(callee);
        }
      }
    }
    return reach;
  }

  private double symptom(String service) {
    return 1
        - (1 - sickness(service, SignalKind.FAILURES))
            * (1 - sickness(service, SignalKind.LATENCY));
  }
}
