package dev.sluice.workflows.wire;

import dev.sluice.domain.inspection.Evidence;
import dev.sluice.domain.inspection.Inspection;
import dev.sluice.domain.inspection.MetricSpec;
import dev.sluice.domain.inspection.Verdict;
import org.jspecify.annotations.Nullable;

/** What inspections say. */
public final class InspectionWire {
  public static dev.sluice.proto.v1.Inspection toProto(Inspection inspection) {
    dev.sluice.proto.v1.Inspection.Builder proto =
        dev.sluice.proto.v1.Inspection.newBuilder()
            .setVerdict(toProto(inspection.verdict()))
            .setSummary(inspection.summary())
            .addAllEvidence(inspection.evidence().stream().map(InspectionWire::toProto).toList())
            .setTime(TimeWire.toProto(inspection.time()))
            .setBaked(TimeWire.toProto(inspection.baked()));
    if (inspection.onset() != null) {
      proto.setOnsetTime(TimeWire.toProto(inspection.onset()));
    }
    return proto.build();
  }

  public static Inspection toDomain(dev.sluice.proto.v1.Inspection inspection) {
    return new Inspection(
        toDomain(inspection.getVerdict()),
        inspection.getSummary(),
        inspection.getEvidenceList().stream().map(InspectionWire::toDomain).toList(),
        TimeWire.toDomain(inspection.getTime()),
        TimeWire.toDomain(inspection.getBaked()),
        inspection.hasOnsetTime() ? TimeWire.toDomain(inspection.getOnsetTime()) : null);
  }

  public static dev.sluice.proto.v1.Verdict toProto(Verdict verdict) {
    return EnumWire.sameName(dev.sluice.proto.v1.Verdict.class, verdict);
  }

  public static Verdict toDomain(dev.sluice.proto.v1.Verdict verdict) {
    return EnumWire.sameName(Verdict.class, verdict);
  }

  public static dev.sluice.proto.v1.Evidence toProto(Evidence evidence) {
    dev.sluice.proto.v1.Evidence.Builder proto =
        dev.sluice.proto.v1.Evidence.newBuilder()
            .setMetric(evidence.metric())
            .setVerdict(toProto(evidence.verdict()))
            .setRole(evidence.role().name())
            .setComparison(evidence.comparison())
            .addAllTreatmentTargets(evidence.treatmentTargets())
            .setControlTargets(evidence.controlTargets())
            .setObserved(evidence.observed())
            .setExpected(evidence.expected())
            .setStatistic(evidence.statistic())
            .setThreshold(evidence.threshold())
            .setTreatmentSamples(evidence.treatmentSamples())
            .setControlSamples(evidence.controlSamples())
            .setSummary(evidence.summary());
    Evidence.EffectInterval effect = evidence.effect();
    if (effect != null) {
      proto.setEffect(effect.estimate()).setEffectLow(effect.low()).setEffectHigh(effect.high());
    }
    return proto.build();
  }

  public static Evidence toDomain(dev.sluice.proto.v1.Evidence evidence) {
    return new Evidence(
        evidence.getMetric(),
        EnumWire.named(MetricSpec.Role.class, evidence.getRole()),
        toDomain(evidence.getVerdict()),
        evidence.getComparison(),
        evidence.getTreatmentTargetsList(),
        evidence.getControlTargets(),
        evidence.getObserved(),
        evidence.getExpected(),
        effect(evidence),
        evidence.getStatistic(),
        evidence.getThreshold(),
        evidence.getTreatmentSamples(),
        evidence.getControlSamples(),
        evidence.getSummary());
  }

  private static Evidence.@Nullable EffectInterval effect(dev.sluice.proto.v1.Evidence evidence) {
    if (!evidence.hasEffect()) {
      return null;
    }
    return new Evidence.EffectInterval(
        evidence.getEffect(), evidence.getEffectLow(), evidence.getEffectHigh());
  }

  private InspectionWire() {}
}
