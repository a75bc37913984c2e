package dev.sluice.activities.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.activities.yaml.Findings;
import dev.sluice.activities.yaml.Refusal;
import dev.sluice.domain.changetype.BatchSizing;
import dev.sluice.domain.changetype.Precheck;
import dev.sluice.domain.changetype.RolloutType;
import dev.sluice.domain.changetype.StepSpec;
import dev.sluice.domain.changetype.StepsType;
import dev.sluice.domain.changetype.Template;
import dev.sluice.domain.inspection.MetricSpec;
import dev.sluice.domain.plan.ChangeClass;
import dev.sluice.domain.plan.OnTrouble;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChangeTypeReaderTest {
  private static final String RIGHT =
      """
      name: config-push
      version: 2
      owner: platform
      description: Pushes a setting.
      subDomain: config
      capability: push
      title: push ${key}
      parameters:
        key: {type: string, required: true, description: Which., pattern: "[a-z.]+"}
        share: {type: number, default: 0.5, min: 0, max: 1, description: How much.}
      selector:
        app: ${key}
      services:
        - ${key}
      strategy:
        stages:
          - targets: 1
          - percent: 12.50
          - zone: a
          - zones: each
        batches:
          size: 10%
          growth: 1.5
      bake:
        minimum: 1m
        maximum: 90m
      inspection:
        source: prometheus
        metrics:
          - name: errors
            kind: success_rate
            query: rate(x{app="${key}",pod=~"$targets"}[1m])
      control:
        risk: 3
      """;

  @Test
  void readsEveryPartAndFillsWhatIsLeftOut() {
    RolloutType type = accepted(RIGHT);

    assertThat(type.strategy().batches())
        .isEqualTo(
            new BatchSizing(
                new BatchSizing.Percent(BigDecimal.valueOf(10).stripTrailingZeros()),
                1.5,
                BatchSizing.NO_LIMIT));
    assertThat(type.prechecks()).containsExactly(Precheck.TARGETS_READY);
    assertThat(type.bake().onInconclusive()).isEqualTo(OnTrouble.HOLD);
    assertThat(type.bake().maximum()).isEqualTo(Duration.ofMinutes(90));
    assertThat(type.inspection().alpha()).isEqualTo(0.01);
    assertThat(type.inspection().before()).isEqualTo(Duration.ofMinutes(15));
    MetricSpec metric = type.inspection().metrics().getFirst();
    assertThat(metric.role()).isEqualTo(MetricSpec.Role.DECIDING);
    assertThat(metric.badDirection()).isEqualTo(MetricSpec.BadDirection.DECREASE);
    assertThat(type.rollback().onFailure()).isEqualTo(OnTrouble.ROLL_BACK);
    assertThat(type.watch()).isZero();
    assertThat(type.control().changeClass()).isEqualTo(ChangeClass.STANDARD);
    assertThat(type.control().approvalTimeout()).isEqualTo(Duration.ofHours(24));
    assertThat(type.parameters().get(1).defaultValue()).isEqualTo("0.5");
  }

  /** Each row: what is replaced, by what, and the one line that must come of it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          percent: 12.50 | percnt: 12.50 | 18:7: strategy.stages[1].percnt: unknown key: did you mean percent?
          risk: 3        | risk: high    | 34:9: control.risk: must be a whole number, not high
          risk: 3        | risk: 9       | 34:3: control.risk: must lie in 1 (harmless) to 5 (dangerous)
          version: 2     | version: two  | 2:10: version: must be a whole number, not two
          owner: platform | owner: 7     | 3:8: owner: must be text (put it in quotes), not 7
          owner: platform | owner:       | 3:7: owner: must be text (put it in quotes), not nothing
          owner: platform | #            | 1:1: owner: is missing: add owner: text
          minimum: 1m    | minimum: 1 minute | 25:12: bake.minimum: must be a duration such as 500ms, 15s, 1m30s, 2h or 7d, not 1 minute
          minimum: 1m    | minimum: 91m  | 26:3: bake.maximum: must be at least minimum
          growth: 1.5    | growth: 0.5   | 23:5: strategy.batches.growth: must lie in 1 (all batches alike) to 100, not 0.5
          size: 10%      | size: many    | 22:5: strategy.batches.size: must be a number of targets or a share such as 10%, not many
          size: 10%      | size: 0       | 22:5: strategy.batches.size: must be at least 1
          zones: each    | zones: all    | 20:7: strategy.stages[3].zones: must be each; a single zone is named by zone: a
          - zones: each  | - targets: 5  | 16:3: strategy.stages: must end with percent: 100 or zones: each; if some targets are to be left as they are, say partial: true
          kind: success_rate | kind: succes_rate | 31:13: inspection.metrics[0].kind: must be one of: latency, error_rate, success_rate, resource, load, business, not succes_rate
          title: push ${key} | title: push ${kye} | 7:1: title: unknown placeholder ${kye}: did you mean key?
          app: ${key}    | app: ${kye}   | 12:3: selector.app: unknown placeholder ${kye}: did you mean key?
          - ${key}       | - ${kye}      | 14:5: services[0]: unknown placeholder ${kye}: did you mean key?
          app="${key}"   | app="${share" | 32:7: inspection.metrics[0].query: has a ${ that is no placeholder: write it as ${parameter}
          default: 0.5   | default: 2    | 10:25: parameters.share.default: must be within its limits (0 to 1), not 2
          capability: push | subDomain: x | 6:1: subDomain: is there twice, first in line 5: remove one of them
          source: prometheus | alpha: 0.7 | 28:3: inspection.alpha: must lie above 0 and below 0.5, not 0.7
          """)
  void saysWhereWhatIsWrongAndWhatWouldBeRight(String right, String wrong, String line) {
    assertThat(RIGHT).contains(right);

    assertThat(refusals(RIGHT.replace(right, wrong))).contains("x.yaml:" + line);
  }

  @Test
  void takesAHistogramForALatencyThatMustNotRise() {
    String kind = "kind: success_rate";
    String latency = RIGHT.replace(kind, "kind: latency\n      histogram: true");

    assertThat(accepted(latency).inspection().metrics().getFirst().histogram()).isTrue();
    assertThat(accepted(RIGHT).inspection().metrics().getFirst().histogram()).isFalse();
    assertThat(refusals(latency.replace("histogram: true", "histogram: 3")))
        .singleElement()
        .asString()
        .contains("inspection.metrics[0].histogram: must be ");
    for (String wrong : List.of(kind, "kind: latency\n      badDirection: either")) {
      assertThat(refusals(RIGHT.replace(kind, wrong + "\n      histogram: true")))
          .singleElement()
          .asString()
          .endsWith(
              "inspection.metrics[0].histogram: is for kind: latency with badDirection: increase"
                  + " only");
    }
  }

  @Test
  void namesEveryMistakeOfAFileAtOnce() {
    String wrong =
        RIGHT
            .replace("version: 2", "version: two")
            .replace("kind: success_rate", "kynd: success_rate")
            .replace("risk: 3", "risk: 3\n  approvals: none");

    assertThat(refusals(wrong))
        .hasSize(4)
        .anyMatch(line -> line.contains(": version:"))
        .anyMatch(line -> line.contains("metrics[0].kynd: unknown key: did you mean kind?"))
        .anyMatch(line -> line.contains("metrics[0].kind: is missing: add kind: one of: latency"))
        .anyMatch(line -> line.contains("control.approvals: must be a whole number, not none"));
  }

  @Test
  void explainsATabAsWhatItIs() {
    assertThat(refusals(RIGHT.replace("  risk: 3", "\trisk: 3")))
        .containsExactly("x.yaml:34:1: the line is indented with a tab: use spaces");
  }

  @Test
  void namesThePlaceOfBrokenYaml() {
    assertThat(refusals(RIGHT.replace("risk: 3", "risk: [3")))
        .singleElement()
        .asString()
        .startsWith("x.yaml:3")
        .contains("is no YAML");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "# nothing but a comment\n", "- a\n- b\n", "just text", "a: &x 1\nb: *x\n"})
  void refusesWhatIsNoGroupOfKeys(String text) {
    assertThat(refusals(text)).isNotEmpty();
  }

  @Test
  void refusesASecondDocumentInOneFile() {
    assertThat(refusals(RIGHT + "---\nname: other\n"))
        .singleElement()
        .asString()
        .contains("a second document begins here");
  }

  @Test
  void refusesNestingThatNoChangeTypeNeeds() {
    assertThat(refusals("a: " + "[".repeat(400) + "]".repeat(400)))
        .singleElement()
        .asString()
        .contains("nested deeper than 16 levels");
  }

  private static final String STEPS =
      """
      name: expand-release
      version: 1
      owner: platform
      description: Expands, then releases.
      title: release ${version} to ${targets} targets
      parameters:
        version: {type: string, required: true, description: Which.}
      steps:
        - name: release
          type: fleet-release
          parameters: {service: checkout, version: "${version}", share: 5}
          after: [expand]
        - name: expand
          type: schema-expand
          keep: true
          irreversible: drops a column
      control:
        risk: 3
      """;

  @Test
  void readsTheStepsOfATypeThatSpansSeveralSubDomains() {
    StepsType type =
        (StepsType) ChangeTypeReader.read(STEPS, new Findings("x.yaml")).orElseThrow().type();
    assertThat(type.steps())
        .containsExactly(
            new StepSpec(
                "release",
                "fleet-release",
                Map.of(
                    "service", new Template("checkout"),
                    "version", new Template("${version}"),
                    "share", new Template("5")),
                List.of("expand"),
                false,
                ""),
            new StepSpec("expand", "schema-expand", Map.of(), List.of(), true, "drops a column"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          after: [expand]     | after: [expnad]      | x.yaml:12:5: steps[0].after: names no step: expnad; did you mean expand?
          after: [expand]     | after: [release]     | wait for each other and could never begin: release
          "${version}"        | "${versoin}"         | steps[0].parameters.version: unknown placeholder ${versoin}: did you mean version?
          type: schema-expand | typ: schema-expand   | steps[1].typ: unknown key: did you mean type?
          - name: expand      | - name: release      | steps[1].name: is taken by an earlier step: rename one
          risk: 3             | risk: 3@selector: {} | selector: unknown key
          """)
  void saysWhatIsWrongWithTheSteps(String right, String wrong, String message) {
    String text = STEPS.replace(right, wrong.replace("@", "\n"));
    assertThat(String.join("\n", refusals(text))).contains(message);
  }

  private static RolloutType accepted(String text) {
    var findings = new Findings("x.yaml");
    return (RolloutType)
        ChangeTypeReader.read(text, findings)
            .orElseThrow(() -> new AssertionError(findings.all()))
            .type();
  }

  private static List<String> refusals(String text) {
    var findings = new Findings("x.yaml");
    assertThat(ChangeTypeReader.read(text, findings)).isEmpty();
    return findings.all().stream().map(Refusal::describe).toList();
  }
}
