package dev.sluice.activities.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.control.JudgedRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "change.tier == 1 && change.targets > 5",
        "'checkout' in change.services && !('payment' in change.services)",
        "change.share >= 1 && change.trafficShare < 0",
        "change.parameters['version'] == 'v2' && !has(change.parameters.region)",
        "change.class != 'emergency' && change.requester == 'ada'",
        "risk.level == 3 && risk.probability < 0 && size(risk.reasons) == 1",
        "calendar.weekday == 'tuesday' && calendar.hour == 9 && !calendar.inFreeze",
        "calendar.now > timestamp('2026-01-01T00:00:00Z')",
        "calendar.now.getHours('America/New_York') == 4",
        "running.exists(other, other.targetsAtRisk > 0 && 'checkout' in other.services)",
        "change.zones.all(zone, zone in ['a', 'b'])",
        "change.type.matches('^fleet-')",
      })
  void seeTheFactsOfAChange(String condition) {
    assertThat(outcome(condition)).isEqualTo(new JudgedRule.Matched());
  }

  @ParameterizedTest
  @FieldSource("dev.sluice.activities.policy.Variable#ALL")
  void everyFieldIsThere(Variable variable) {
    for (Variable.Field field : variable.fields()) {
      String group = variable.many() ? "running[0]" : variable.name();
      String condition = "%s.%s == %s.%s".formatted(group, field.name(), group, field.name());
      assertThat(outcome(condition)).as(condition).isEqualTo(new JudgedRule.Matched());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "change.targts > 5 | there is no field targts: did you mean targets? | 6",
        "risk.levl > 5 | there is no field levl: did you mean level? | 4",
        "chnge.targets > 5 | there is nothing called chnge: did you mean change? | 0",
        "change.targets | must be true or false, but is int | 6",
        "change.targets == 'six' | == can't be applied to (int, string) | 15",
        "change.targets > 5 && | is no CEL | 21",
      })
  void sayWhatIsWrongAndWhatWouldBeRight(String condition, String message, int column) {
    assertThat(Conditions.compile(condition))
        .isInstanceOfSatisfying(
            Conditions.Compiled.Wrong.class,
            wrong -> {
              assertThat(wrong.issues().getFirst().message()).contains(message);
              assertThat(wrong.issues().getFirst().column()).isEqualTo(column);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "change.targets / (change.targets - 6) > 1 | / by zero",
        "change.parameters['region'] == 'eu' | there is no region",
        "running[7].risk > 1 | out of bounds",
        "int(change.type) > 1 | fleet-release",
        "dyn(change.type) > 1 | No matching overload",
        "dyn(change.type) | neither",
      })
  void failAtRunTimeInsteadOfGuessing(String condition, String why) {
    assertThat(outcome(condition))
        .isInstanceOfSatisfying(
            JudgedRule.Failed.class, failed -> assertThat(failed.why()).contains(why));
  }

  @Test
  void endHoweverManyLoopsAreNested() {
    Condition condition =
        compiled("running.all(a, running.all(b, running.all(c, a.risk + b.risk + c.risk > 0)))");

    assertThat(condition.on(Variables.of(Questions.whileRunning(10))))
        .isEqualTo(new JudgedRule.Matched());
    assertThat(condition.on(Variables.of(Questions.whileRunning(100))))
        .isInstanceOfSatisfying(
            JudgedRule.Failed.class, failed -> assertThat(failed.why()).contains("10000"));
  }

  @Test
  void refuseWhatIsTooLongOrTooDeep() {
    assertThat(Conditions.compile("true" + " || true".repeat(1_000)))
        .isInstanceOf(Conditions.Compiled.Wrong.class);
    assertThat(Conditions.compile("(".repeat(100) + "true" + ")".repeat(100)))
        .isInstanceOf(Conditions.Compiled.Wrong.class);
  }

  private static JudgedRule.Outcome outcome(String condition) {
    return compiled(condition).on(Variables.of(Questions.whileRunning(1)));
  }

  private static Condition compiled(String condition) {
    return switch (Conditions.compile(condition)) {
      case Conditions.Compiled.Right right -> right.condition();
      case Conditions.Compiled.Wrong wrong -> throw new AssertionError(wrong.issues());
    };
  }
}
