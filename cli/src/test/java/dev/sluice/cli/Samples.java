package dev.sluice.cli;

import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import dev.sluice.proto.v1.BadDirection;
import dev.sluice.proto.v1.BakePolicy;
import dev.sluice.proto.v1.Batch;
import dev.sluice.proto.v1.Capability;
import dev.sluice.proto.v1.Change;
import dev.sluice.proto.v1.ChangeClass;
import dev.sluice.proto.v1.ChangeEvent;
import dev.sluice.proto.v1.ChangeType;
import dev.sluice.proto.v1.Evidence;
import dev.sluice.proto.v1.Inspection;
import dev.sluice.proto.v1.InspectionSpec;
import dev.sluice.proto.v1.ListChangeTypesResponse;
import dev.sluice.proto.v1.ListSubDomainsResponse;
import dev.sluice.proto.v1.Metric;
import dev.sluice.proto.v1.MetricRole;
import dev.sluice.proto.v1.OnTrouble;
import dev.sluice.proto.v1.Outcome;
import dev.sluice.proto.v1.Parameter;
import dev.sluice.proto.v1.Phase;
import dev.sluice.proto.v1.Plan;
import dev.sluice.proto.v1.PlanChangeResponse;
import dev.sluice.proto.v1.Progress;
import dev.sluice.proto.v1.RollbackPolicy;
import dev.sluice.proto.v1.Stage;
import dev.sluice.proto.v1.SubDomain;
import dev.sluice.proto.v1.Target;
import dev.sluice.proto.v1.Verdict;
import java.time.Instant;

/** Messages as a server sends them: a release of checkout to 12 targets. */
public final class Samples {
  public static final Instant NOW = Instant.parse("2026-11-23T10:15:00Z");

  public static final Plan PLAN =
      Plan.newBuilder()
          .setType("release-service")
          .setTypeVersion(3)
          .setTitle("release checkout v2 to 12 targets")
          .setSubDomain("fleet")
          .setCapability("release")
          .putSelector("service", "checkout")
          .addServices("checkout")
          .setChangeClass(ChangeClass.NORMAL)
          .setRisk(3)
          .setApprovalsNeeded(1)
          .setApprovalTimeout(hours(24))
          .addReasons("the type asks for risk 3")
          .addStages(stage("1 target", 1))
          .addStages(stage("25 %", 1, 2))
          .addStages(stage("the rest", 4, 4))
          .setTargets(12)
          .setMaxTargetsAtRisk(4)
          .setBake(
              BakePolicy.newBuilder()
                  .setMinimum(minutes(5))
                  .setMaximum(minutes(30))
                  .setOnInconclusive(OnTrouble.HOLD))
          .setRollback(
              RollbackPolicy.newBuilder()
                  .setOnFailure(OnTrouble.ROLL_BACK)
                  .setBatchTimeout(minutes(10))
                  .setAttempts(3))
          .setWatch(minutes(20))
          .putParameters("version", "v2")
          .putParameters("service", "checkout")
          .setInspection(
              InspectionSpec.newBuilder()
                  .setSource("fleet")
                  .setAlpha(0.01)
                  .addMetrics(
                      Metric.newBuilder()
                          .setName("error_rate")
                          .setRole(MetricRole.DECIDING)
                          .setBadDirection(BadDirection.INCREASE)
                          .setMinimumEffect(0.2)))
          .build();

  public static final PlanChangeResponse PLANNED =
      PlanChangeResponse.newBuilder()
          .setPlan(PLAN)
          .addObstacles("checkout-7 is unhealthy: wait until it answers")
          .build();

  public static final Progress PROGRESS =
      Progress.newBuilder()
          .setStage(2)
          .setStages(3)
          .setStageTitle("25 %")
          .setBatch(3)
          .setBatches(5)
          .setTargetsChanged(4)
          .setTargets(12)
          .setTargetsAtRisk(2)
          .setBakeStartTime(at("2026-11-23T10:12:00Z"))
          .setBakeDeadline(at("2026-11-23T10:42:00Z"))
          .build();

  public static final Inspection FAILED =
      Inspection.newBuilder()
          .setVerdict(Verdict.FAIL)
          .setSummary("error_rate rose far beyond the unchanged targets.")
          .setTime(at("2026-11-23T10:14:00Z"))
          .setBaked(minutes(2))
          .setOnsetTime(at("2026-11-23T10:12:10Z"))
          .addEvidence(
              Evidence.newBuilder()
                  .setMetric("error_rate")
                  .setVerdict(Verdict.FAIL)
                  .setRole("DECIDING")
                  .setObserved(0.0512345)
                  .setExpected(0.01)
                  .setEffect(4.12)
                  .setEffectLow(3.5)
                  .setEffectHigh(4.9)
                  .setStatistic(812.5)
                  .setThreshold(100)
                  .setTreatmentSamples(24)
                  .setControlSamples(96)
                  .setSummary("5 of 100 requests fail, 1 was expected"))
          .build();

  public static final Change CHANGE =
      Change.newBuilder()
          .setName("changes/release-1")
          .setType("changeTypes/release-service")
          .setTitle("release checkout v2 to 12 targets")
          .setRequester("ana")
          .setReason("fixes the basket")
          .putParameters("service", "checkout")
          .putParameters("version", "v2")
          .setPlan(PLAN)
          .setPhase(Phase.BAKING)
          .setProgress(PROGRESS)
          .setCreateTime(at("2026-11-23T10:00:00Z"))
          .setUiUri("http://127.0.0.1:8233/release-1")
          .setLastEvent(7)
          .build();

  public static final ListChangeTypesResponse TYPES =
      ListChangeTypesResponse.newBuilder()
          .addChangeTypes(
              ChangeType.newBuilder()
                  .setName("changeTypes/release-service")
                  .setVersion(3)
                  .setOwner("payments")
                  .setDescription("Releases a version of a service")
                  .setSubDomain("fleet")
                  .setCapability("release")
                  .setRisk(3)
                  .setApprovals(1)
                  .addStages("1 target")
                  .addStages("the rest")
                  .addMetrics("error_rate")
                  .addParameters(
                      Parameter.newBuilder()
                          .setName("version")
                          .setType("string")
                          .setRequired(true)
                          .setLimits("matches ^v[0-9]+$")))
          .addRefused("broken.yaml line 3: risk must lie in 1 to 5")
          .build();

  public static final ListSubDomainsResponse SUB_DOMAINS =
      ListSubDomainsResponse.newBuilder()
          .addSubDomains(
              SubDomain.newBuilder()
                  .setName("subDomains/fleet")
                  .setTaskQueue("sluice-fleet")
                  .setDescription("The built-in fleet")
                  .addCapabilities(Capability.newBuilder().setName("release").setReversible(true))
                  .addCapabilities(Capability.newBuilder().setName("drop")))
          .build();

  private Samples() {}

  public static Target target(String id) {
    return Target.newBuilder()
        .setName("subDomains/fleet/targets/" + id)
        .setZone("a")
        .setVersion("v1")
        .setHealthy(true)
        .putLabels("service", "checkout")
        .build();
  }

  public static ChangeEvent event(long sequence, Phase phase) {
    return ChangeEvent.newBuilder()
        .setSequence(sequence)
        .setTime(at("2026-11-23T10:12:00Z"))
        .setKind("BATCH_APPLIED")
        .setMessage("message " + sequence)
        .setPhase(phase)
        .setProgress(PROGRESS)
        .build();
  }

  public static ChangeEvent end(long sequence, Outcome outcome) {
    return event(sequence, Phase.ENDED).toBuilder().setOutcome(outcome).build();
  }

  public static Timestamp at(String time) {
    return Timestamps.fromMillis(Instant.parse(time).toEpochMilli());
  }

  private static Stage stage(String title, int... sizes) {
    Stage.Builder stage = Stage.newBuilder().setTitle(title);
    for (int size : sizes) {
      stage.addBatches(Batch.newBuilder().setTargets(size));
      stage.setTargets(stage.getTargets() + size);
    }
    return stage.build();
  }

  private static Duration minutes(long minutes) {
    return Durations.fromMinutes(minutes);
  }

  private static Duration hours(long hours) {
    return Durations.fromHours(hours);
  }
}
