package dev.sluice.activities.policy;

import dev.sluice.domain.control.Asks;
import dev.sluice.domain.control.EmergencyRule;
import dev.sluice.domain.control.JudgedRule;
import dev.sluice.domain.control.TimeSpan;
import dev.sluice.domain.problem.NearestName;
import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says what rules would have done to changes of the past, were they enforced. */
public final class PolicyTrial {
  private final List<CompiledRule> rules;

  private PolicyTrial(List<CompiledRule> rules) {
    this.rules = rules;
  }

  /** What a rule does to a change, the mildest first. */
  public enum Effect {
    /** It asks for nothing. */
    NONE,
    /** It needs what was not recorded, so that nobody knows. */
    UNJUDGED,
    /** It asks for more: approvals, a longer bake, smaller batches, a higher risk. */
    MORE,
    /** It would have waited. */
    HELD,
    /** It would not have been made. */
    REFUSED
  }

  /** What one rule does to a change. */
  public record Hit(String rule, Effect effect, String said) {}

  /**
   * What all rules tried do to a change.
   *
   * @param effect the strictest
   */
  public record Result(PastChange change, Effect effect, List<Hit> hits) {
    public Result {
      hits = List.copyOf(hits);
    }
  }

  /** The rules of one file of a set. */
  public static PolicyTrial ofFile(PolicySet set, String file) {
    return new PolicyTrial(
        set.compiled().stream().filter(rule -> rule.file().equals(file)).toList());
  }

  /**
   * One rule of a set.
   *
   * @throws ProblemException {@code UNKNOWN_RULE}
   */
  public static PolicyTrial ofRule(PolicySet set, String name) {
    List<CompiledRule> named =
        set.compiled().stream().filter(rule -> rule.rule().name().equals(name)).toList();
    if (named.isEmpty()) {
      List<String> known = set.compiled().stream().map(rule -> rule.rule().name()).toList();
      throw new ProblemException(
          new Problem.ForAuthor(
              "UNKNOWN_RULE",
              "there is no rule or file %s: %s"
                  .formatted(
                      name,
                      known.isEmpty()
                          ? "the folder has no rules"
                          : NearestName.advice(name, known))));
    }
    return new PolicyTrial(named);
  }

  /** How many rules are tried. */
  public int rules() {
    return rules.size();
  }

  /** Tries the rules on one change. */
  public Result on(PastChange change) {
    List<Hit> hits = new ArrayList<>();
    for (CompiledRule rule : rules) {
      Hit hit = hit(rule.on(change.variables()), change);
      if (hit.effect() != Effect.NONE) {
        hits.add(hit);
      }
    }
    Effect strictest =
        hits.stream().map(Hit::effect).max(Comparator.naturalOrder()).orElse(Effect.NONE);
    return new Result(change, strictest, hits);
  }

  private static Hit hit(JudgedRule judged, PastChange change) {
    String name = judged.rule().name();
    Asks asks = judged.rule().asks();
    return switch (judged.outcome()) {
      case JudgedRule.Unmatched _ -> new Hit(name, Effect.NONE, "");
      case JudgedRule.Failed failed ->
          new Hit(name, Effect.UNJUDGED, "could not be judged: " + failed.why());
      case JudgedRule.Matched _ ->
          new Hit(name, effect(asks, change), String.join("; ", asks.words()));
    };
  }

  private static Effect effect(Asks asks, PastChange change) {
    boolean emergency = change.changeClass().equals("emergency");
    if (asks.refuse() != null || (emergency && asks.emergency() == EmergencyRule.REFUSE)) {
      return Effect.REFUSED;
    }
    boolean waits = !(emergency && asks.emergency() == EmergencyRule.SKIP_WAITS);
    if (waits && (asks.hold() != null || isOutside(asks.window(), change))) {
      return Effect.HELD;
    }
    boolean more =
        !asks.approvals().isEmpty()
            || asks.approvalTimeout() != null
            || asks.minimumBake() != null
            || asks.growth() != null
            || asks.maxBatch() != null
            || asks.maxTargetsAtRisk() != null
            || !asks.prechecks().isEmpty()
            || asks.raise() != null;
    return more ? Effect.MORE : Effect.NONE;
  }

  /** A change whose time was not recorded is taken to have been outside. */
  private static boolean isOutside(@Nullable TimeSpan window, PastChange change) {
    if (window == null) {
      return false;
    }
    return !(change.variables().get("calendar") instanceof Map<?, ?> calendar
        && calendar.get("now") instanceof Instant now
        && window.contains(now));
  }
}
