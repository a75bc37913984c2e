package dev.sluice.activities.policy;

import dev.sluice.domain.control.ChangeCalendar;
import dev.sluice.domain.control.Controls;
import dev.sluice.domain.control.ControlsCombiner;
import dev.sluice.domain.control.JudgedRule;
import dev.sluice.domain.control.Policies;
import dev.sluice.domain.control.PolicyRule;
import dev.sluice.domain.control.Roles;
import dev.sluice.domain.control.RuleStatus;
import java.util.List;
import java.util.Map;

/** Rules, calendar and roles that belong together and hold no mistake. */
public final class PolicySet implements Policies {
  private final List<CompiledRule> rules;
  private final ChangeCalendar calendar;
  private final Roles roles;

  PolicySet(List<CompiledRule> rules, ChangeCalendar calendar, Roles roles) {
    this.rules = List.copyOf(rules);
    this.calendar = calendar;
    this.roles = roles;
  }

  @Override
  public boolean declared() {
    return true;
  }

  @Override
  public ChangeCalendar calendar() {
    return calendar;
  }

  @Override
  public Sight sightOfRunning() {
    Sight sight = Sight.NONE;
    for (CompiledRule rule : rules) {
      if (rule.condition().asksFor(Variable.RUNNING.name())) {
        sight = rule.rule().status() == RuleStatus.ENFORCED ? Sight.ENFORCED : sight;
        sight = sight == Sight.NONE ? Sight.SHADOW : sight;
      }
    }
    return sight;
  }

  public Roles roles() {
    return roles;
  }

  /** In the order of files, then of lines. */
  public List<PolicyRule> rules() {
    return rules.stream().map(CompiledRule::rule).toList();
  }

  List<CompiledRule> compiled() {
    return rules;
  }

  @Override
  public Controls judge(Question question) {
    Map<String, Object> variables = Variables.of(question);
    List<JudgedRule> judged = rules.stream().map(rule -> rule.on(variables)).toList();
    return ControlsCombiner.combine(judged, calendar, question.facts());
  }
}
