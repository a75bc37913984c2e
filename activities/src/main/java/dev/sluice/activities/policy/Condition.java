package dev.sluice.activities.policy;

import dev.cel.common.CelErrorCode;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.sluice.domain.control.JudgedRule;
import java.util.Map;
import java.util.Set;

/**
 * A type-checked condition. Evaluating it touches nothing and ends: it has a most of iterations,
 * and CEL has no other loops.
 */
final class Condition {
  private final CelRuntime.Program program;
  private final Set<String> names;

  /**
   * @param names of the variables that it asks for
   */
  Condition(CelRuntime.Program program, Set<String> names) {
    this.program = program;
    this.names = Set.copyOf(names);
  }

  boolean asksFor(String variable) {
    return names.contains(variable);
  }

  /** Never throws: what can't be evaluated is an answer too. */
  JudgedRule.Outcome on(Map<String, ?> variables) {
    try {
      Object answer = program.eval(variables);
      if (answer instanceof Boolean holds) {
        return holds ? new JudgedRule.Matched() : new JudgedRule.Unmatched();
      }
      return new JudgedRule.Failed("it is neither true nor false");
    } catch (CelEvaluationException wrong) {
      return new JudgedRule.Failed(
          wrong.getErrorCode() == CelErrorCode.ATTRIBUTE_NOT_FOUND
              ? "there is no " + words(wrong) + ", ask with has() first"
              : words(wrong));
    } catch (RuntimeException wrong) {
      return new JudgedRule.Failed(words(wrong));
    }
  }

  private static String words(Exception wrong) {
    return String.valueOf(wrong.getMessage())
        .replaceFirst("^evaluation error( at <input>:\\d+)?: ", "")
        .lines()
        .findFirst()
        .orElse("unknown error");
  }
}
