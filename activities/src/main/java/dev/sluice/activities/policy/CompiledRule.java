package dev.sluice.activities.policy;

import dev.sluice.domain.control.JudgedRule;
import dev.sluice.domain.control.PolicyRule;
import java.util.Map;

/** A rule that can be tried on changes. */
record CompiledRule(String file, PolicyRule rule, Condition condition) {
  JudgedRule on(Map<String, ?> variables) {
    return new JudgedRule(rule, condition.on(variables));
  }
}
