package dev.sluice.domain.control;

import dev.sluice.domain.changetype.Precheck;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Takes the strictest of what several rules ask. */
public final class ControlsCombiner {
  private final ChangeFacts facts;
  private final TreeMap<String, Integer> approvals = new TreeMap<>();
  private @Nullable Duration approvalTimeout;
  private @Nullable Duration minimumBake;
  private @Nullable Double growth;
  private @Nullable Integer maxBatch;
  private @Nullable Integer maxTargetsAtRisk;
  private final Set<Precheck> prechecks = new LinkedHashSet<>();
  private final List<String> refusals = new ArrayList<>();
  private final List<String> holds = new ArrayList<>();
  private final List<RiskRaise> raises = new ArrayList<>();
  private final List<TimeSpan> windows = new ArrayList<>();
  private final List<TimeSpan> freezes = new ArrayList<>();
  private final List<AppliedRule> rules = new ArrayList<>();

  private ControlsCombiner(ChangeFacts facts) {
    this.facts = facts;
  }

  /** What rules, freezes and the services ask of a change together. */
  public static Controls combine(
      List<JudgedRule> judged, ChangeCalendar calendar, ChangeFacts facts) {
    var combiner = new ControlsCombiner(facts);
    judged.forEach(combiner::add);
    calendar.freezes().forEach(combiner::add);
    facts.reach().services().forEach(combiner::add);
    return combiner.controls();
  }

  private void add(JudgedRule judged) {
    PolicyRule rule = judged.rule();
    switch (judged.outcome()) {
      case JudgedRule.Unmatched _ -> {}
      case JudgedRule.Failed failed -> {
        record(rule, true, failed.why());
        if (rule.enforced()) {
          holds.add(
              "Rule %s could not be evaluated (%s): correct it."
                  .formatted(rule.name(), failed.why()));
        }
      }
      case JudgedRule.Matched _ -> {
        record(rule, false, String.join("; ", rule.asks().words()));
        if (rule.enforced()) {
          tighten(rule.name(), rule.asks());
        }
      }
    }
  }

  private void record(PolicyRule rule, boolean failed, String said) {
    rules.add(new AppliedRule(rule.name(), rule.status(), failed, said));
  }

  private void tighten(String name, Asks asks) {
    asks.approvals().forEach(one -> approvals.merge(one.role(), one.count(), Math::max));
    approvalTimeout = least(approvalTimeout, asks.approvalTimeout());
    growth = least(growth, asks.growth());
    maxBatch = least(maxBatch, asks.maxBatch());
    maxTargetsAtRisk = least(maxTargetsAtRisk, asks.maxTargetsAtRisk());
    Duration bake = asks.minimumBake();
    if (bake != null && (minimumBake == null || bake.compareTo(minimumBake) > 0)) {
      minimumBake = bake;
    }
    prechecks.addAll(asks.prechecks());
    if (asks.refuse() != null) {
      refusals.add("Rule %s refuses it: %s.".formatted(name, bare(asks.refuse())));
    }
    RiskRaise raise = asks.raise();
    if (raise != null) {
      raises.add(raise);
    }
    if (facts.emergency() && asks.emergency() == EmergencyRule.REFUSE) {
      refusals.add("Rule %s allows no emergency here.".formatted(name));
    }
    boolean waits = !(facts.emergency() && asks.emergency() == EmergencyRule.SKIP_WAITS);
    if (waits && asks.window() != null) {
      windows.add(asks.window());
    }
    if (waits && asks.hold() != null) {
      holds.add("Rule %s holds it: %s.".formatted(name, bare(asks.hold())));
    }
  }

  private void add(Freeze freeze) {
    if (!freeze.concerns(facts.reach(), facts.emergency())) {
      return;
    }
    if (freeze.status() == RuleStatus.ENFORCED) {
      freezes.add(freeze.span());
    }
    if (freeze.span().contains(facts.moment().now())) {
      rules.add(
          new AppliedRule(
              "freeze " + freeze.name(),
              freeze.status(),
              false,
              "begins only after " + freeze.span().endsAfter(facts.moment().now())));
    }
  }

  private void add(TouchedService service) {
    Integer cap = service.targetsAtRisk();
    if (cap != null) {
      maxTargetsAtRisk = least(maxTargetsAtRisk, cap);
      rules.add(
          new AppliedRule(
              "service " + service.name(),
              RuleStatus.ENFORCED,
              false,
              cap + " targets at risk at most"));
    }
  }

  private Controls controls() {
    Instant now = facts.moment().now();
    // The gate minds freezes by itself; here they only tell which window is of use.
    Optional<Opening> opening = Opening.find(now, windows, windows.isEmpty() ? List.of() : freezes);
    if (opening.isEmpty()) {
      holds.add("Its windows and freezes leave no time to begin within a year: change one.");
    }
    Instant notBefore = opening.map(Opening::notBefore).orElse(null);
    Instant notAfter =
        opening.isPresent() && opening.get().notAfter() != null ? opening.get().notAfter() : null;
    return new Controls(
        approvals.entrySet().stream()
            .map(role -> new RoleApprovals(role.getKey(), role.getValue()))
            .toList(),
        approvalTimeout,
        notBefore == null || !notBefore.isAfter(now) ? null : notBefore,
        notAfter,
        minimumBake,
        growth,
        maxBatch,
        maxTargetsAtRisk,
        List.copyOf(prechecks),
        refusals,
        holds,
        strongest(raises),
        rules);
  }

  /** One raise: the highest floor and the most on top. */
  private static List<RiskRaise> strongest(List<RiskRaise> raises) {
    if (raises.isEmpty()) {
      return List.of();
    }
    int atLeast = raises.stream().mapToInt(RiskRaise::atLeast).max().orElse(1);
    int by = raises.stream().mapToInt(RiskRaise::by).max().orElse(0);
    String why = String.join(" and ", raises.stream().map(RiskRaise::why).distinct().toList());
    return List.of(new RiskRaise(atLeast, by, why));
  }

  private static <T extends Comparable<T>> @Nullable T least(@Nullable T one, @Nullable T other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.compareTo(other) <= 0 ? one : other;
  }

  private static String bare(@Nullable String sentence) {
    return String.valueOf(sentence).replaceFirst("\\.$", "");
  }
}
