package dev.sluice.activities.policy;

import dev.sluice.activities.yaml.Findings;
import dev.sluice.activities.yaml.Section;
import dev.sluice.activities.yaml.YamlValue;
import dev.sluice.domain.changetype.Precheck;
import dev.sluice.domain.control.Asks;
import dev.sluice.domain.control.EmergencyRule;
import dev.sluice.domain.control.PolicyRule;
import dev.sluice.domain.control.RiskRaise;
import dev.sluice.domain.control.RoleApprovals;
import dev.sluice.domain.control.Roles;
import dev.sluice.domain.control.RuleStatus;
import dev.sluice.domain.control.TimeSpan;
import dev.sluice.domain.problem.NearestName;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** Reads the rules of one file. */
final class RuleReader {
  private final String file;
  private final String text;
  private final Roles roles;
  private final Findings findings;

  /**
   * @param text the file's, for the places of conditions
   */
  RuleReader(String file, String text, Roles roles, Findings findings) {
    this.file = file;
    this.text = text;
    this.roles = roles;
    this.findings = findings;
  }

  List<CompiledRule> read(Section root) {
    List<CompiledRule> rules = new ArrayList<>();
    root.required("rules", "a list of rules, each beginning with - name: …");
    List<YamlValue> items = root.items("rules");
    for (int i = 0; i < items.size(); i++) {
      Section section = root.section("rules[" + i + "]", items.get(i), PolicyShape.RULE);
      CompiledRule rule = section == null ? null : rule(section);
      if (rule != null) {
        rules.add(rule);
      }
    }
    return rules;
  }

  private @Nullable CompiledRule rule(Section section) {
    String name = section.text("name");
    String description = section.text("description");
    RuleStatus status = section.choice("status", RuleStatus.class);
    Optional<YamlValue> when = section.required("when", "a condition in CEL");
    String written = section.written("when");
    String condition = written == null ? "false" : written;
    Asks asks = asks(section, name);
    Condition compiled =
        when.map(value -> compile(section.at("when"), condition, value)).orElse(null);
    if (asks == null || compiled == null) {
      return null;
    }
    PolicyRule rule =
        section.build(() -> new PolicyRule(name, description, status, condition, asks));
    return rule == null ? null : new CompiledRule(file, rule, compiled);
  }

  private @Nullable Condition compile(String key, String condition, YamlValue value) {
    return switch (Conditions.compile(condition)) {
      case Conditions.Compiled.Right right -> right.condition();
      case Conditions.Compiled.Wrong wrong -> {
        for (Conditions.Issue issue : wrong.issues()) {
          findings.add(
              ExpressionPlace.of(text, value, issue.line(), issue.column()), key, issue.message());
        }
        yield null;
      }
    };
  }

  private @Nullable Asks asks(Section section, String name) {
    List<RoleApprovals> approvals = approvals(section);
    Duration approvalTimeout = duration(section, "approvalTimeout");
    TimeSpan window = window(section.optionalSection("window", PolicyShape.WINDOW));
    Duration minimumBake = duration(section, "minimumBake");
    Section batches = section.optionalSection("batches", PolicyShape.BATCHES);
    Double growth =
        batches == null || !batches.has("growth")
            ? null
            : batches.decimal("growth", BigDecimal.ONE).doubleValue();
    Integer max = batches == null ? null : integer(batches, "max");
    Integer cap = integer(section, "maxTargetsAtRisk");
    List<Precheck> prechecks = section.choices("prechecks", Precheck.class, List.of());
    String refuse = section.has("refuse") ? section.text("refuse") : null;
    String hold = section.has("holdWhile") ? section.text("holdWhile") : null;
    RiskRaise raise = raise(section.optionalSection("raiseRisk", PolicyShape.RAISE_RISK), name);
    EmergencyRule emergency = section.choice("emergency", EmergencyRule.class, EmergencyRule.BIND);
    return section.build(() ->
        new Asks(
            approvals,
            approvalTimeout,
            window,
            minimumBake,
            growth,
            max,
            cap,
            prechecks,
            refuse,
            hold,
            raise,
            emergency));
  }

  private List<RoleApprovals> approvals(Section section) {
    List<RoleApprovals> approvals = new ArrayList<>();
    List<YamlValue> items = section.items("approvals");
    for (int i = 0; i < items.size(); i++) {
      Section item =
          section.section(section.at("approvals[" + i + "]"), items.get(i), PolicyShape.APPROVALS);
      RoleApprovals one = item == null ? null : approval(item);
      if (one != null) {
        approvals.add(one);
      }
    }
    return approvals;
  }

  private @Nullable RoleApprovals approval(Section item) {
    String role = item.text("role");
    int count = item.integer("count", 1);
    SortedSet<String> known = roles.names();
    if (!role.isEmpty() && !known.contains(role)) {
      item.refuse(
          "role", "there is no role %s in roles.yaml: %s".formatted(role, advice(role, known)));
    } else if (count > roles.actors().getOrDefault(role, Set.of()).size()) {
      item.refuse(
          "count", "is more than hold the role %s in roles.yaml: add people to it".formatted(role));
    }
    return item.build(() -> new RoleApprovals(role, count));
  }

  private static String advice(String role, SortedSet<String> known) {
    return known.isEmpty() ? "add it there" : NearestName.advice(role, known);
  }

  private static @Nullable TimeSpan window(@Nullable Section section) {
    return section == null
        ? null
        : Times.weekly(section, "earliestStart", "latestStart", Times.zone(section, "timeZone"));
  }

  private static @Nullable RiskRaise raise(@Nullable Section section, String name) {
    if (section == null) {
      return null;
    }
    if (section.has("to") == section.has("by")) {
      section.refuse("", "must have either to: LEVEL or by: LEVELS");
      return null;
    }
    int level = section.integer("to", 1);
    int levels = section.integer("by", 0);
    return section.build(() -> new RiskRaise(level, levels, "rule " + name + " raises it"));
  }

  private static @Nullable Duration duration(Section section, String key) {
    return section.has(key) ? section.duration(key) : null;
  }

  private static @Nullable Integer integer(Section section, String key) {
    return section.has(key) ? section.integer(key) : null;
  }
}
