package dev.sluice.simulation.world;

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
import dev.sluice.domain.rollout.Rollout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Random plans over targets named {@code t00000}, {@code t00001}, …. */
final class PlanDice {
  private final Dice dice;

  PlanDice(Dice dice) {
    this.dice = dice;
  }

  Plan plan() {
    List<Stage> stages = stages();
    int targets = stages.stream().mapToInt(Stage::targets).sum();
    int largest =
        stages.stream()
            .flatMap(stage -> stage.batches().stream())
            .mapToInt(Batch::targets)
            .max()
            .orElseThrow();
    int approvals = dice.chance(0.3) ? dice.between(1, 2) : 0;
    Duration minimum = Duration.ofMinutes(dice.between(1, 10));
    return new Plan(
        "simulated",
        1,
        "change %d targets".formatted(targets),
        "world",
        "change",
        Map.of(),
        Map.of(),
        List.of("service"),
        new Classification(
            approvals == 0 ? ChangeClass.STANDARD : ChangeClass.NORMAL,
            dice.between(1, 5),
            approvals,
            Duration.ofHours(12),
            List.of()),
        stages,
        largest,
        new BakePolicy(minimum, minimum.multipliedBy(3), onTrouble()),
        new RollbackPolicy(onTrouble(), Duration.ofMinutes(5), dice.between(1, 3)),
        dice.chance(0.5) ? Duration.ofHours(1) : Duration.ZERO,
        new InspectionSpec("world", List.of(), 0.05, Duration.ofHours(1)));
  }

  private OnTrouble onTrouble() {
    return dice.chance(0.5) ? OnTrouble.ROLL_BACK : OnTrouble.HOLD;
  }

  private List<Stage> stages() {
    int zones = dice.between(1, 3);
    List<Stage> stages = new ArrayList<>();
    int begin = 0;
    int batch = 1;
    int count = dice.between(1, 4);
    for (int s = 1; s <= count; s++) {
      int batches =
          dice.chance(0.25)
              ? dice.between(Rollout.LARGE_STAGE + 1, Rollout.LARGE_STAGE * 2)
              : dice.between(1, 5);
      int size = dice.chance(0.03) ? dice.between(50, 150) : dice.between(1, s == 1 ? 3 : 10);
      List<Batch> of = new ArrayList<>();
      for (int b = 0; b < batches; b++) {
        int targets = dice.between(1, size);
        of.add(
            new Batch(batch++, targets, range(zones == 1 ? "" : zone(s, zones), begin, targets)));
        begin += targets;
      }
      stages.add(new Stage("stage " + s, of));
    }
    return stages;
  }

  private static String zone(int stage, int zones) {
    return "zone-" + (stage % zones + 1);
  }

  private static TargetRange range(String zone, int begin, int targets) {
    String after = begin == 0 ? "" : name(begin - 1);
    return new TargetRange(zone, List.of(), after, name(begin + targets - 1));
  }

  static String name(int target) {
    return "t%05d".formatted(target);
  }
}
