package dev.sluice.domain.report;

import dev.sluice.domain.ledger.MatchedRule;
import dev.sluice.domain.ledger.MatchedRule.Status;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Counts what rules did, change by change. */
final class RuleTally {
  private final Map<String, Counts> rules = new TreeMap<>();

  /** Of one rule. */
  private static final class Counts {
    private Status status = Status.ENFORCED;
    private Instant last = Instant.MIN;
    private int matched;
    private int holds;
    private int right;
    private int wrong;
  }

  void add(Story story, List<MatchedRule> matched) {
    for (MatchedRule rule : matched) {
      Counts counts = counts(rule.rule());
      counts.matched++;
      if (!story.time().isBefore(counts.last)) {
        counts.last = story.time();
        counts.status = rule.status();
      }
    }
    for (String rule : story.holdingRules()) {
      counts(rule).holds += story.holdsOf(rule);
    }
    List<String> all =
        Stream.concat(matched.stream().map(MatchedRule::rule), story.holdingRules().stream())
            .distinct()
            .toList();
    for (String rule : all) {
      Accuracy said = story.ofRule(rule);
      counts(rule).right += said.right();
      counts(rule).wrong += said.wrong();
    }
  }

  private Counts counts(String rule) {
    return rules.computeIfAbsent(rule, _ -> new Counts());
  }

  List<RuleAccuracy> all() {
    return rules.entrySet().stream()
        .map(rule -> {
          Counts counts = rule.getValue();
          return new RuleAccuracy(
              rule.getKey(),
              counts.status,
              counts.matched,
              counts.holds,
              new Accuracy(counts.right, counts.wrong, 0));
        })
        .toList();
  }
}
