package dev.sluice.workflows.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.sluice.domain.inspection.Evidence;
import dev.sluice.domain.inspection.Inspection;
import dev.sluice.domain.inspection.MetricSpec;
import dev.sluice.domain.inspection.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InspectionWireTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  @ParameterizedTest
  @EnumSource
  void everyVerdictComesBackWithItsEvidence(Verdict verdict) {
    Inspection inspection =
        inspection(verdict, evidence(0.3, new Evidence.EffectInterval(0.2, 0.1, 0.3)), NOON);

    assertThat(InspectionWire.toDomain(InspectionWire.toProto(inspection))).isEqualTo(inspection);
  }

  @Test
  void anEffectThatCannotBeToldStaysUntoldAndIsNotZero() {
    Inspection inspection = inspection(Verdict.PASS, evidence(0.3, null), null);

    dev.sluice.proto.v1.Inspection proto = InspectionWire.toProto(inspection);

    assertThat(proto.getEvidence(0).hasEffect()).isFalse();
    assertThat(proto.hasOnsetTime()).isFalse();
    assertThat(InspectionWire.toDomain(proto)).isEqualTo(inspection);
  }

  @Test
  void levelsWithoutSamplesSurviveTheJsonOfAHistory() throws InvalidProtocolBufferException {
    Inspection inspection = inspection(Verdict.INCONCLUSIVE, evidence(Double.NaN, null), null);

    String json = JsonFormat.printer().print(InspectionWire.toProto(inspection));
    dev.sluice.proto.v1.Inspection.Builder read = dev.sluice.proto.v1.Inspection.newBuilder();
    JsonFormat.parser().merge(json, read);

    assertThat(InspectionWire.toDomain(read.build())).isEqualTo(inspection);
  }

  @Test
  void aVerdictThatIsNotSetIsRefusedAndNeverTakenForAPass() {
    assertThatThrownBy(
            () -> InspectionWire.toDomain(dev.sluice.proto.v1.Inspection.getDefaultInstance()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("PASS, FAIL, INCONCLUSIVE");
  }

  private static Inspection inspection(
      Verdict verdict, Evidence evidence, @Nullable Instant onset) {
    return new Inspection(
        verdict, "because", List.of(evidence), NOON, Duration.ofMinutes(7), onset);
  }

  private static Evidence evidence(double observed, Evidence.@Nullable EffectInterval effect) {
    return new Evidence(
        "errors",
        MetricSpec.Role.SUPPORTING,
        Verdict.FAIL,
        "changed against unchanged",
        List.of("n1", "n2"),
        17,
        observed,
        0.25,
        effect,
        21.5,
        20,
        40,
        340,
        "errors rose");
  }
}
