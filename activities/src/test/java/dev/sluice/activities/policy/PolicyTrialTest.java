package dev.sluice.activities.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyTrialTest {
  private static final String PAST =
      """
      {"id": "big", "change": {"class": "standard", "services": ["checkout"], "targets": 5000}, "calendar": {"now": "2026-11-24T09:00:00Z"}}

      {"id": "small", "change": {"class": "standard", "services": ["search"], "targets": 5}, "calendar": {"now": "2026-11-24T09:00:00Z"}}
      {"id": "late", "change": {"class": "normal", "services": ["search"], "targets": 50}, "calendar": {"now": "2026-11-24T19:00:00Z"}}
      {"id": "unknown", "change": {"class": "normal"}}
      """;
  private static final String RULES =
      """
      rules:
        - name: big
          description: Big changes are not made.
          status: shadow
          when: change.targets > 1000
          refuse: too big
        - name: office
          description: Others begin in office hours, and small ones bake longer.
          status: shadow
          when: change.targets <= 1000
          window: {earliestStart: "08:00", latestStart: "16:00", timeZone: UTC}
          minimumBake: 5m
      """;

  @TempDir private Path folder;
  private PolicySet set;
  private Path past;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(folder.resolve("rules.yaml"), RULES);
    past = Files.writeString(folder.resolve("past.jsonl"), PAST);
    set = PolicyFolder.of(folder).inForce().orElseThrow();
  }

  @Test
  void saysWhatRulesWouldHaveDoneToEachChange() {
    assertThat(results(PolicyTrial.ofFile(set, "rules.yaml")))
        .extracting(one -> one.change().id() + " " + one.effect())
        .containsExactly("big REFUSED", "small MORE", "late HELD", "unknown UNJUDGED");
  }

  @Test
  void aRuleCanBeTriedAlone() {
    assertThat(results(PolicyTrial.ofRule(set, "big")))
        .extracting(PolicyTrial.Result::effect)
        .containsExactly(
            PolicyTrial.Effect.REFUSED,
            PolicyTrial.Effect.NONE,
            PolicyTrial.Effect.NONE,
            PolicyTrial.Effect.UNJUDGED);
    assertThatThrownBy(() -> PolicyTrial.ofRule(set, "offise"))
        .hasMessageContaining("there is no rule or file offise: did you mean office?");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"id\": \"x\", \"chnge\": {}} | past.jsonl:1: chnge is unknown: did you mean change?",
        "{\"id\": \"x\", \"change\": {\"targts\": 1}} | change.targts is unknown: did you mean targets?",
        "{\"id\": \"x\", \"change\": {\"targets\": \"1\"}} | change.targets must be int",
        "{\"id\": \"x\", \"calendar\": {\"now\": \"today\"}} | calendar.now must be a time such as",
        "{\"id\": \"x\", \"running\": {}} | running must be a list",
        "{\"change\": {}} | id must be the change's name",
        "{ | is no JSON",
      })
  void namesLineAndFieldOfAMistake(String line, String message) throws IOException {
    Path wrong = Files.writeString(folder.resolve("past.jsonl"), line);

    assertThatThrownBy(() -> new PastChangesFile(wrong).forEach(_ -> {}))
        .hasMessageContaining(message);
  }

  private List<PolicyTrial.Result> results(PolicyTrial trial) {
    List<PolicyTrial.Result> results = new ArrayList<>();
    new PastChangesFile(past).forEach(change -> results.add(trial.on(change)));
    return results;
  }
}
