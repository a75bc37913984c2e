package dev.sluice.workflows.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.proto.v1.BakePolicy;
import dev.sluice.proto.v1.Change;
import dev.sluice.proto.v1.ChangeClass;
import dev.sluice.proto.v1.ChangeEvent;
import dev.sluice.proto.v1.Evidence;
import dev.sluice.proto.v1.Inspection;
import dev.sluice.proto.v1.InspectionSpec;
import dev.sluice.proto.v1.Metric;
import dev.sluice.proto.v1.MetricKind;
import dev.sluice.proto.v1.Outcome;
import dev.sluice.proto.v1.Phase;
import dev.sluice.proto.v1.Plan;
import dev.sluice.proto.v1.Progress;
import dev.sluice.proto.v1.Stage;
import dev.sluice.proto.v1.Verdict;
import dev.sluice.workflows.wire.TimeWire;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ChangeDetailsTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final List<Ways.Way> WAYS =
      List.of(new Ways.Way("sluice abort release-1 --reason WHY", "takes back all it changed"));

  @Test
  void saysFirstHowAnEndedChangeEndedAndWhy() {
    Change change =
        Change.newBuilder()
            .setPhase(Phase.ENDED)
            .setOutcome(Outcome.ROLLED_BACK)
            .setStatusReason("error_rate is 17 % against 0 % expected.")
            .build();
    assertThat(shown(change))
        .startsWith("### Rolled back\n\n**Why:** error\\_rate is 17 % against 0 % expected.");
  }

  @Test
  void putsWhatCanBeDoneOnTopOnlyWhileItWaits() {
    Change.Builder change = Change.newBuilder().setPhase(Phase.HELD).setProgress(progress());
    assertThat(shown(change.setWaitingFor("a person to resume or abort it").build()))
        .containsSubsequence("Held", "Waits for", "What you can do", "Progress");
    assertThat(shown(change.clearWaitingFor().setPhase(Phase.BAKING).build()))
        .containsSubsequence("Baking", "Progress", "What you can do");
  }

  @Test
  void tellsAnApproverWhatTheChangeWillDo() {
    Plan plan =
        Plan.newBuilder()
            .setChangeClass(ChangeClass.NORMAL)
            .setRisk(4)
            .setMaxTargetsAtRisk(12)
            .addStages(Stage.newBuilder().setTitle("1 target"))
            .addStages(Stage.newBuilder().setTitle("zone a"))
            .setBake(
                BakePolicy.newBuilder()
                    .setMinimum(TimeWire.toProto(Duration.ofMinutes(5)))
                    .setMaximum(TimeWire.toProto(Duration.ofHours(1))))
            .addReasons("It changes a schema.")
            .build();
    assertThat(shown(Change.newBuilder().setPhase(Phase.AWAITING_APPROVAL).setPlan(plan).build()))
        .contains("- 1 target, then zone a\n")
        .contains("- each batch is watched for 5 min to 60 min\n")
        .contains("- normal, risk 4 of 5, never more than 12 targets at risk\n")
        .contains("- It changes a schema.\n");
  }

  @Test
  void writesNoFractions() {
    Change change = Change.newBuilder().setPhase(Phase.BAKING).setProgress(progress()).build();
    assertThat(shown(change))
        .contains("- stage 2 of 3 (50 %), batch 2 of 4\n")
        .contains("- 3 of 6 targets changed, 2 at risk\n")
        .doesNotContainPattern("\\d/\\d");
  }

  @Test
  void givesEvidenceInUnits() {
    Change change =
        judged(
            evidence("latency_p95", 0.0583, 0.041).setEffect(0.42).build(),
            evidence("error_rate", 0.173, 0).build(),
            evidence("memory", 33_570_000, 33_570_000).setEffect(-0.0001).build());
    assertThat(shown(change).replaceAll("[\\u2003\\u200B]", ""))
        .contains("| latency\\_p95| FAIL| 58.3 ms| 41 ms| +42 %|\n")
        .contains("| error\\_rate| FAIL| 17.3 %| 0 %| unknown|\n")
        .contains("| memory| FAIL| 33.6 MB| 33.6 MB| none|\n");
  }

  @Test
  void givesSharesOfRequestsForAHistogram() {
    assertThat(shown(judged(evidence("latency", 0.123, 0.05).build())))
        .contains("12.3 %", "5 %")
        .doesNotContain(" ms");
  }

  @Test
  void claimsNoVerdictOfAMetricThatMayNotDecide() {
    assertThat(shown(judged(evidence("latency_p95", 1, 1).setRole("CONTEXT").build())))
        .contains("context only")
        .doesNotContain("| FAIL");
  }

  @Test
  void saysTheSameReasonOnce() {
    Change change =
        judged().toBuilder()
            .setStatusReason("error_rate doubled.")
            .setOutcome(Outcome.STOPPED)
            .build();
    assertThat(shown(change)).containsOnlyOnce("error\\_rate doubled.");
  }

  @Test
  void showsTheNewestEventFirst() {
    List<ChangeEvent> events = List.of(event("one"), event("two"));
    assertThat(
            ChangeDetails.markdown(
                Change.newBuilder().setPhase(Phase.BAKING).build(), List.of(), events))
        .containsSubsequence("- 12:00:00 two\n", "- 12:00:00 one\n");
  }

  @Test
  void cutsALongEventShort() {
    String shown =
        ChangeDetails.markdown(
            Change.newBuilder().setPhase(Phase.BAKING).build(),
            List.of(),
            List.of(event("x".repeat(1_000))));
    assertThat(shown).contains("x…\n").hasSizeLessThan(300);
  }

  @Test
  void keepsWhatPeopleWroteFromBecomingMarkup() {
    Change change =
        Change.newBuilder()
            .setPhase(Phase.PAUSED)
            .setWaitingFor("[a](http://b) *c* <img src=x>\n# d")
            .build();
    assertThat(shown(change)).contains("\\[a\\](http://b) \\*c\\* \\<img src=x\\> \\# d");
  }

  private static String shown(Change change) {
    return ChangeDetails.markdown(change, WAYS, List.of());
  }

  private static Progress progress() {
    return Progress.newBuilder()
        .setStage(2)
        .setStages(3)
        .setStageTitle("50 %")
        .setBatch(2)
        .setBatches(4)
        .setTargetsChanged(3)
        .setTargets(6)
        .setTargetsAtRisk(2)
        .build();
  }

  private static Evidence.Builder evidence(String metric, double observed, double expected) {
    return Evidence.newBuilder()
        .setMetric(metric)
        .setRole("DECIDING")
        .setVerdict(Verdict.FAIL)
        .setObserved(observed)
        .setExpected(expected);
  }

  private static Change judged(Evidence... evidence) {
    return Change.newBuilder()
        .setPhase(Phase.ENDED)
        .setOutcome(Outcome.ROLLED_BACK)
        .setPlan(
            Plan.newBuilder()
                .setInspection(
                    InspectionSpec.newBuilder()
                        .addMetrics(metric("latency_p95", MetricKind.LATENCY))
                        .addMetrics(metric("error_rate", MetricKind.ERROR_RATE))
                        .addMetrics(metric("memory", MetricKind.RESOURCE))
                        .addMetrics(
                            metric("latency", MetricKind.LATENCY).toBuilder().setHistogram(true))))
        .setInspection(
            Inspection.newBuilder()
                .setVerdict(Verdict.FAIL)
                .setSummary("error_rate doubled.")
                .setTime(TimeWire.toProto(NOON))
                .addAllEvidence(List.of(evidence)))
        .build();
  }

  private static Metric metric(String name, MetricKind kind) {
    return Metric.newBuilder().setName(name).setKind(kind).build();
  }

  private static ChangeEvent event(String message) {
    return ChangeEvent.newBuilder().setTime(TimeWire.toProto(NOON)).setMessage(message).build();
  }
}
