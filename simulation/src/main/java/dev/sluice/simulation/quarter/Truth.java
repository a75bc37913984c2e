package dev.sluice.simulation.quarter;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is known of a quarter because it was made that way. */
public final class Truth {
  int changes;
  int unregistered;
  int standard;
  int ended;
  int unattended;
  int touched;
  int failed;
  int caught;
  int falseHolds;
  int trueAlarms;
  int falseAlarms;
  int missed;
  Duration waiting = Duration.ZERO;
  Duration baking = Duration.ZERO;
  final Map<String, Integer> changesByTeam = new TreeMap<>();
  final Map<String, Rule> rules = new TreeMap<>();

  /** What is known of one rule. */
  static final class Rule {
    int matched;
    int holds;
    int right;
    int wrong;
  }

  Rule rule(String name) {
    return rules.computeIfAbsent(name, _ -> new Rule());
  }

  /**
   * In the order of the figures of a report: all, unregistered, standard, ended, unattended,
   * touched, failed, caught, false holds.
   */
  public int[] counts() {
    return new int[] {
      changes, unregistered, standard, ended, unattended, touched, failed, caught, falseHolds
    };
  }

  /** True alarms, false alarms, missed harm. */
  public int[] judge() {
    return new int[] {trueAlarms, falseAlarms, missed};
  }

  /** In all. */
  public Duration waiting() {
    return waiting;
  }

  /** In all. */
  public Duration baking() {
    return baking;
  }

  /** A change counts once in each of its teams. */
  public Map<String, Integer> changesByTeam() {
    return Map.copyOf(changesByTeam);
  }

  /** By rule: matched, holds, true alarms, false alarms. */
  public Map<String, List<Integer>> rules() {
    Map<String, List<Integer>> counts = new TreeMap<>();
    rules.forEach((name, rule) ->
        counts.put(name, List.of(rule.matched, rule.holds, rule.right, rule.wrong)));
    return counts;
  }
}
