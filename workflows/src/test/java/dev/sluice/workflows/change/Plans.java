package dev.sluice.workflows.change;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Plans for tests: stages given by their numbers of batches, two targets a batch. */
public final class Plans {
  private Plans() {}

  public static Plan of(int... batchesPerStage) {
    return with(0, OnTrouble.ROLL_BACK, Duration.ZERO, batchesPerStage);
  }

  public static Plan with(
      int approvals, OnTrouble onTrouble, Duration watch, int... batchesPerStage) {
    List<Stage> stages = new ArrayList<>();
    int number = 0;
    for (int count : batchesPerStage) {
      List<Batch> batches = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        number++;
        batches.add(
            new Batch(
                number,
                2,
                new TargetRange(
                    "",
                    List.of(),
                    number == 1 ? "" : "t%05d".formatted(number * 2 - 2),
                    "t%05d".formatted(number * 2))));
      }
      stages.add(new Stage("stage of " + count, batches));
    }
    return new Plan(
        "release",
        1,
        "release checkout v2",
        "fleet",
        "release",
        Map.of("version", "v2"),
        Map.of("service", "checkout"),
        List.of("checkout"),
        new Classification(
            ChangeClass.STANDARD, 2, approvals, Duration.ofHours(8), List.of("by its type")),
        stages,
        100,
        new BakePolicy(Duration.ofMinutes(5), Duration.ofMinutes(15), onTrouble),
        new RollbackPolicy(onTrouble, Duration.ofMinutes(10), 2),
        watch,
        new InspectionSpec(
            "fleet",
            List.of(
                new MetricSpec(
                    "error_rate",
                    MetricSpec.Kind.ERROR_RATE,
                    MetricSpec.BadDirection.INCREASE,
                    MetricSpec.Role.DECIDING,
                    "error_rate",
                    0.01)),
            0.01,
            Duration.ofMinutes(10)));
  }
}
