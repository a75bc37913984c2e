package dev.sluice.workflows.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.domain.inspection.InspectionSpec;
import dev.sluice.domain.inspection.MetricSpec;
import dev.sluice.domain.plan.BakePolicy;
import dev.sluice.domain.plan.Batch;
import dev.sluice.domain.plan.ChangeClass;
import dev.sluice.domain.plan.Classification;
import dev.sluice.domain.plan.OnTrouble;
import dev.sluice.domain.plan.Plan;
import dev.sluice.domain.plan.RollbackPolicy;
import dev.sluice.domain.plan.Stage;
import dev.sluice.domain.plan.TargetRange;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PlanWireTest {
  @ParameterizedTest
  @EnumSource
  void aPlanComesBackAsItWas(ChangeClass changeClass) {
    Plan plan = plan(changeClass);

    assertThat(PlanWire.toDomain(PlanWire.toProto(plan))).isEqualTo(plan);
  }

  @Test
  void sumsOfTargetsAreWrittenForReaders() {
    dev.sluice.proto.v1.Plan proto = PlanWire.toProto(plan(ChangeClass.NORMAL));

    assertThat(proto.getTargets()).isEqualTo(6);
    assertThat(proto.getStages(1).getTargets()).isEqualTo(5);
  }

  @ParameterizedTest
  @EnumSource
  void everyAnswerToTroubleComesBack(OnTrouble onTrouble) {
    BakePolicy bake = new BakePolicy(Duration.ZERO, Duration.ofMinutes(1), onTrouble);

    assertThat(PlanWire.toDomain(PlanWire.toProto(bake))).isEqualTo(bake);
  }

  @Test
  void everyWordAboutAMetricComesBack() {
    for (MetricSpec.Kind kind : MetricSpec.Kind.values()) {
      for (MetricSpec.BadDirection direction : MetricSpec.BadDirection.values()) {
        for (MetricSpec.Role role : MetricSpec.Role.values()) {
          MetricSpec metric = new MetricSpec("m", kind, direction, role, "q", 0.1);

          assertThat(InspectionSpecWire.toDomain(InspectionSpecWire.toProto(metric)))
              .isEqualTo(metric);
        }
      }
    }
  }

  @Test
  void aHistogramComesBackAsOne() {
    MetricSpec metric =
        new MetricSpec(
            "m",
            MetricSpec.Kind.LATENCY,
            MetricSpec.BadDirection.INCREASE,
            MetricSpec.Role.DECIDING,
            "q",
            0.1,
            0.2,
            true);

    assertThat(InspectionSpecWire.toDomain(InspectionSpecWire.toProto(metric))).isEqualTo(metric);
  }

  @Test
  void aChangeClassThatIsNotSetIsRefusedWithWhatWouldBeRight() {
    dev.sluice.proto.v1.Plan proto =
        PlanWire.toProto(plan(ChangeClass.STANDARD)).toBuilder().clearChangeClass().build();

    assertThatThrownBy(() -> PlanWire.toDomain(proto))
        .hasMessageContaining("ChangeClass")
        .hasMessageContaining("STANDARD, NORMAL, EMERGENCY");
  }

  private static Plan plan(ChangeClass changeClass) {
    return new Plan(
        "release",
        3,
        "release checkout v2 to 6 targets",
        "fleet",
        "release",
        Map.of("version", "v2"),
        Map.of("service", "checkout"),
        List.of("checkout", "cart"),
        new Classification(
            changeClass, 4, 2, Duration.ofHours(8), List.of("it is late", "it is new")),
        List.of(
            new Stage(
                "1 target", List.of(new Batch(1, 1, new TargetRange("a", List.of(), "", "n1")))),
            new Stage(
                "the rest",
                List.of(
                    new Batch(2, 2, new TargetRange("", List.of("a", "b"), "n1", "n3")),
                    new Batch(3, 3, new TargetRange("", List.of("a"), "n3", ""))))),
        3,
        new BakePolicy(Duration.ofMinutes(5), Duration.ofMinutes(20), OnTrouble.HOLD),
        new RollbackPolicy(OnTrouble.ROLL_BACK, Duration.ofMinutes(10), 3),
        Duration.ofHours(1),
        new InspectionSpec(
            "prometheus",
            List.of(
                new MetricSpec(
                    "errors",
                    MetricSpec.Kind.ERROR_RATE,
                    MetricSpec.BadDirection.INCREASE,
                    MetricSpec.Role.DECIDING,
                    "rate(errors{target=~\"$targets\"}[1m])",
                    0.01)),
            0.05,
            Duration.ofMinutes(30)));
  }
}
