package dev.sluice.domain.rollout;

import dev.sluice.domain.inspection.InspectionSpec;
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

/** Plans whose batches have two targets each. */
final class Plans {
  private int approvals;
  private OnTrouble onInconclusive = OnTrouble.HOLD;
  private OnTrouble onFailure = OnTrouble.ROLL_BACK;
  private Duration watch = Duration.ZERO;

  Plans approvals(int needed) {
    approvals = needed;
    return this;
  }

  Plans onInconclusive(OnTrouble policy) {
    onInconclusive = policy;
    return this;
  }

  Plans onFailure(OnTrouble policy) {
    onFailure = policy;
    return this;
  }

  Plans watch(Duration duration) {
    watch = duration;
    return this;
  }

  /** One stage for each number, with that many batches. */
  Plan stages(int... batches) {
    List<Stage> stages = new ArrayList<>();
    int number = 1;
    for (int of : batches) {
      List<Batch> inStage = new ArrayList<>();
      for (int b = 0; b < of; b++) {
        String after = number == 1 ? "" : "t%03d".formatted(number - 1);
        inStage.add(
            new Batch(number, 2, new TargetRange("", List.of(), after, "t%03d".formatted(number))));
        number++;
      }
      stages.add(new Stage("stage " + (stages.size() + 1), inStage));
    }
    return new Plan(
        "release",
        1,
        "release checkout v2",
        "release",
        "deploy",
        Map.of(),
        Map.of(),
        List.of("checkout"),
        new Classification(
            approvals == 0 ? ChangeClass.STANDARD : ChangeClass.NORMAL,
            2,
            approvals,
            Duration.ofHours(4),
            List.of()),
        stages,
        2,
        new BakePolicy(Duration.ofMinutes(5), Duration.ofMinutes(15), onInconclusive),
        new RollbackPolicy(onFailure, Duration.ofMinutes(5), 2),
        watch,
        new InspectionSpec("fleet", List.of(), 0.05, Duration.ofHours(1)));
  }
}
