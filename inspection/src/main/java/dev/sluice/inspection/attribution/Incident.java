package dev.sluice.inspection.attribution;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;

/**
 * An anomaly and what is known around it.
 *
 * @param begin time of the first sample of the signals' {@code during}
 * @param step from one sample to the next
 * @param alert when the anomaly was reported
 * @param entry service at which users arrive, or that the anomaly was seen at
 * @param calls who calls whom
 * @param candidates changes that may have done it, each id once
 * @param signals all that is measured
 */
public record Incident(
    Instant begin,
    Duration step,
    Instant alert,
    String entry,
    CallGraph calls,
    List<Candidate> candidates,
    List<Signal> signals) {
  public Incident {
    candidates = List.copyOf(candidates);
    signals = List.copyOf(signals);
    if (!step.isPositive()) {
      throw new IllegalArgumentException("the step between two samples must be above 0: " + step);
    }
    if (candidates.stream()
            .map(Candidate::id)
            .collect(HashSet::new, HashSet::add, HashSet::addAll)
            .size()
        < candidates.size()) {
      throw new IllegalArgumentException("each candidate has an id of its own");
    }
    int length = signals.isEmpty() ? 0 : signals.getFirst().during().length;
    if (signals.stream().anyMatch(signal -> signal.during().length != length)) {
      throw new IllegalArgumentException("all signals have as many samples during the anomaly");
    }
  }

  /** How many samples the anomaly's window has. */
  int length() {
    return signals.isEmpty() ? 0 : signals.getFirst().during().length;
  }

  /** A time in steps since the window's first sample. */
  double stepOf(Instant time) {
    return (double) Duration.between(begin, time).toMillis() / step.toMillis();
  }
}
