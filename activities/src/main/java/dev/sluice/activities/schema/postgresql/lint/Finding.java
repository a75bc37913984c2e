package dev.sluice.activities.schema.postgresql.lint;

/**
 * Something in a script that must not run.
 *
 * @param rule which rule it breaks
 * @param script name of the script
 * @param line where the statement begins, from 1
 * @param what the statement, in few words
 */
public record Finding(Rule rule, String script, int line, String what) {
  /** One sentence: where, what, why not, what instead. */
  public String words() {
    return "%s line %d (%s): %s: %s; instead, %s"
        .formatted(script, line, rule.id(), what, rule.why(), rule.instead());
  }
}
