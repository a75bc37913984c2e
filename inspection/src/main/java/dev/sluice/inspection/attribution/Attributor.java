package dev.sluice.inspection.attribution;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Ranks changes by what speaks for their guilt. Where a change left instances of its service
 * unchanged, those it changed are compared with them at the same time, in the spirit of a
 * difference in differences; else its service is judged by how far it departs from its past beyond
 * what the services explain that it calls. Both are weighed by time: what began after the anomaly
 * did not do it, and what was ready long before it less likely did.
 *
 * <p>Clues are joined as independent causes, a noisy-or (Pearl, Probabilistic Reasoning in
 * Intelligent Systems, 1988) with fixed weights.
 */
public final class Attributor {
  private static final double FADES_STEPS = 2;
  private static final double TOO_LATE_STEPS = 1;
  private static final double LATE = 0.05;

  private static final double HALF_RISE_PERCENT = 5;

  /** Parts those that are alike in all else. */
  private static final double OF_TIME_ALONE = 0.001;

  private final Incident incident;
  private final CallFailures failures;
  private final Map<String, Double> blame;
  private final double alert;
  private final double onset;

  private record Weighed(
      Candidate candidate, double score, List<Clue> clues, List<String> instances) {}

  private Attributor(Incident incident) {
    this.incident = incident;
    failures = new CallFailures(incident);
    blame = ServiceBlame.of(incident);
    alert = incident.stepOf(incident.alert());
    onset = failures.onset(alert);
  }

  /** Who did it, with probabilities; without candidates it was nobody. */
  public static Attribution attribute(Incident incident) {
    return new Attributor(incident).attribute();
  }

  private Attribution attribute() {
    boolean compared = false;
    List<Weighed> weighed = new ArrayList<>();
    for (Candidate candidate : incident.candidates()) {
      Beside beside = new Beside(incident, candidate);
      boolean known = !candidate.touches().isEmpty() && beside.hasUnchanged();
      compared |= known;
      weighed.add(known ? besideUnchanged(candidate, beside) : byItsService(candidate));
    }
    weighed.sort(
        Comparator.comparingDouble(Weighed::score)
            .reversed()
            .thenComparing(one -> one.candidate().id()));
    double sickest = blame.values().stream().mapToDouble(one -> one).max().orElse(0);
    List<Double> scores = weighed.stream().map(Weighed::score).toList();
    Certainty certainty = compared ? Certainty.compared(scores) : Certainty.sick(scores, sickest);
    List<Accused> ranking = new ArrayList<>();
    for (int place = 0; place < weighed.size(); place++) {
      Weighed one = weighed.get(place);
      ranking.add(
          new Accused(
              one.candidate().id(),
              one.score(),
              certainty.of(place),
              one.clues(),
              one.instances()));
    }
    return new Attribution(ranking, certainty.nobody());
  }

  private Weighed besideUnchanged(Candidate candidate, Beside beside) {
    List<Beside.Difference> differences = new ArrayList<>();
    for (Touch touch : candidate.touches()) {
      double ready = incident.stepOf(touch.ready());
      touch.changed().forEach(instance -> differences.add(beside.of(instance, ready)));
    }
    Map<Clue.Kind, Double> strengths = new HashMap<>();
    double broken = 0;
    for (Beside.Difference one : differences) {
      strengths.merge(Clue.Kind.FAILS, one.fails(), Math::max);
      strengths.merge(Clue.Kind.SILENT, one.silent(), Math::max);
      strengths.merge(Clue.Kind.WITHOUT_CALLS, one.idle(), Math::max);
      strengths.merge(Clue.Kind.SLOW, one.slow(), Math::max);
      strengths.merge(Clue.Kind.RESOURCES, one.resources(), Math::max);
      broken = Math.max(broken, one.broken());
    }
    strengths.putAll(ofCalls(candidate, broken));
    List<String> instances =
        differences.stream()
            .sorted(
                Comparator.comparingDouble(Beside.Difference::broken)
                    .reversed()
                    .thenComparing(Beside.Difference::instance))
            .map(Beside.Difference::instance)
            .distinct()
            .toList();
    double time = time(candidate);
    double score = (0.5 + 0.5 * time) * joined(strengths) * lateness(candidate);
    return new Weighed(
        candidate, Math.min(1, score + OF_TIME_ALONE * time), clues(strengths), instances);
  }

  private Map<Clue.Kind, Double> ofCalls(Candidate candidate, double broken) {
    int since = Math.max(0, (int) Math.ceil(incident.stepOf(candidate.begun())));
    if (since >= incident.length()) {
      return Map.of();
    }
    String service = candidate.service();
    double own = failures.ofCallsTo(service, since) - failures.ofCallsBy(service, since);
    double callers =
        incident.calls().callers(service).stream()
            .mapToDouble(caller -> failures.ofCallsTo(caller, since))
            .max()
            .orElse(0);
    return Map.of(
        Clue.Kind.CALLS_FAIL,
        Samples.saturated(own, HALF_RISE_PERCENT) * broken,
        Clue.Kind.CALLERS_FAIL,
        Samples.saturated(callers, HALF_RISE_PERCENT));
  }

  private Weighed byItsService(Candidate candidate) {
    Map<Clue.Kind, Double> strengths =
        Map.of(Clue.Kind.SICK, blame.getOrDefault(candidate.service(), 0.0));
    return new Weighed(
        candidate, joined(strengths) * lateness(candidate), clues(strengths), List.of());
  }

  private static double joined(Map<Clue.Kind, Double> strengths) {
    double innocent = 1;
    for (Map.Entry<Clue.Kind, Double> clue : strengths.entrySet()) {
      innocent *= 1 - clue.getKey().weight() * clue.getValue();
    }
    return 1 - innocent;
  }

  private static List<Clue> clues(Map<Clue.Kind, Double> strengths) {
    return strengths.entrySet().stream()
        .filter(clue -> clue.getValue() > 0)
        .map(clue -> new Clue(clue.getKey(), clue.getValue()))
        .sorted(
            Comparator.<Clue>comparingDouble(clue -> clue.kind().weight() * clue.strength())
                .reversed()
                .thenComparing(Clue::kind))
        .toList();
  }

  /** 1 for a change that was ready when it began, less for older ones, 0 for what came later. */
  private double time(Candidate candidate) {
    if (incident.stepOf(candidate.begun()) > onset + TOO_LATE_STEPS) {
      return 0;
    }
    double since = onset - incident.stepOf(candidate.felt());
    return Math.exp(-Math.max(0, since) / FADES_STEPS);
  }

  private double lateness(Candidate candidate) {
    return incident.stepOf(candidate.begun()) > alert ? LATE : 1;
  }
}
