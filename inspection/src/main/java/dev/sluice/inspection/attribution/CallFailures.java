package dev.sluice.inspection.attribution;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** By how much more calls fail than before, as all instances of a service together see them. */
final class CallFailures {
  private static final double NOTICEABLE_PERCENT = 2;

  private final Map<Call, List<Signal>> byCall = new HashMap<>();
  private final Map<String, List<Call>> to = new HashMap<>();
  private final Map<String, List<Call>> from = new HashMap<>();
  private final int length;

  CallFailures(Incident incident) {
    length = incident.length();
    for (Signal signal : incident.signals()) {
      String peer = signal.peer();
      if (peer == null || signal.instance() != null || signal.kind() != SignalKind.FAILURES) {
        continue;
      }
      Call call =
          signal.side() == Side.CALLED
              ? new Call(signal.service(), peer)
              : new Call(peer, signal.service());
      List<Signal> known = byCall.get(call);
      if (known == null) {
        known = new ArrayList<>();
        byCall.put(call, known);
        to.computeIfAbsent(call.callee(), _ -> new ArrayList<>()).add(call);
        from.computeIfAbsent(call.caller(), _ -> new ArrayList<>()).add(call);
      }
      known.add(signal);
    }
  }

  /**
   * Index of the first sample in which any call noticeably fails more than before; or the limit.
   */
  double onset(double limit) {
    double onset = limit;
    for (List<Signal> signals : byCall.values()) {
      for (Signal signal : signals) {
        double normal = normal(signal);
        for (int sample = 0; sample < Math.min(length, onset); sample++) {
          if (signal.during()[sample] - normal > NOTICEABLE_PERCENT) {
            onset = sample;
          }
        }
      }
    }
    return onset;
  }

  /** The largest rise of failures of calls to a service, in percent, at least 0. */
  double ofCallsTo(String service, int sample) {
    return rise(to.getOrDefault(service, List.of()), sample);
  }

  /** The largest rise of failures of calls that a service makes, in percent, at least 0. */
  double ofCallsBy(String service, int sample) {
    return rise(from.getOrDefault(service, List.of()), sample);
  }

  private double rise(List<Call> calls, int sample) {
    double rise = 0;
    for (Call call : calls) {
      for (Signal signal : byCall.getOrDefault(call, List.of())) {
        double now = Samples.mean(signal.during(), sample);
        if (!Double.isNaN(now)) {
          rise = Math.max(rise, now - normal(signal));
        }
      }
    }
    return rise;
  }

  private static double normal(Signal signal) {
    double mean = Samples.mean(signal.before(), 0);
    return Double.isNaN(mean) ? 0 : mean;
  }
}
