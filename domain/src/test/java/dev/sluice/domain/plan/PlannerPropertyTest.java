package dev.sluice.domain.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.changetype.BatchSizing;
import dev.sluice.domain.changetype.ChangeTypes;
import dev.sluice.domain.changetype.StageSpec;
import dev.sluice.domain.changetype.Strategy;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/** What holds for every plan, over many seeded strategies and target lists. */
class PlannerPropertyTest {
  private static final int SEEDS = 2_000;
  private static final List<String> ZONES = List.of("a", "b", "c", "d");

  @Test
  void everyTargetOfACompletePlanLiesInExactlyOneBatch() {
    forEachSeed((world, plan) -> {
      List<PlanTarget> targets = world.targets();
      for (PlanTarget target : targets) {
        List<Integer> holders = holders(plan, target);
        assertThat(holders.size()).isLessThanOrEqualTo(1);
        if (!world.strategy().partial()) {
          assertThat(holders).as(target.name()).hasSize(1);
        }
      }
      if (!world.strategy().partial()) {
        assertThat(plan.targets()).isEqualTo(targets.size());
      }
    });
  }

  @Test
  void everyBatchHoldsAsManyTargetsAsItSays() {
    forEachSeed((world, plan) -> {
      for (Batch batch : plan.batches()) {
        assertThat(members(world, batch)).hasSize(batch.targets());
      }
    });
  }

  @Test
  void batchesAreNumberedAndEachStageKeepsTheNameOrder() {
    forEachSeed((world, plan) -> {
      int number = 0;
      for (Stage stage : plan.stages()) {
        String last = "";
        for (Batch batch : stage.batches()) {
          assertThat(batch.number()).isEqualTo(++number);
          List<String> names = members(world, batch).stream().map(PlanTarget::name).toList();
          assertThat(names.getFirst()).isGreaterThan(last);
          last = names.getLast();
        }
      }
    });
  }

  @Test
  void noBatchIsBiggerThanCapMaximumAndGrowthAllow() {
    forEachSeed((world, plan) -> {
      Strategy strategy = world.strategy();
      for (Stage stage : plan.stages()) {
        for (int i = 0; i < stage.batches().size(); i++) {
          int size = stage.batches().get(i).targets();
          int limit =
              Math.min(
                  strategy.maxTargetsAtRisk(), strategy.batches().limit(i, world.targets().size()));
          boolean last = i == stage.batches().size() - 1;
          assertThat(size).isLessThanOrEqualTo(limit);
          assertThat(last || size == limit).isTrue();
          assertThat(size).isLessThanOrEqualTo(plan.maxTargetsAtRisk());
        }
      }
    });
  }

  @Test
  void aNewcomerAfterTheLastNameFallsInTheLastBatchThatMayHoldItsZone() {
    forEachSeed((world, plan) -> {
      if (world.strategy().partial()) {
        return;
      }
      Batch last = plan.batches().getLast();
      for (String zone : world.targets().stream().map(PlanTarget::zone).distinct().toList()) {
        List<Integer> holders = holders(plan, new PlanTarget("zz", zone));
        assertThat(holders.size()).isLessThanOrEqualTo(1);
        List<Integer> own =
            plan.batches().stream()
                .filter(batch -> batch.range().zone().equals(zone))
                .map(Batch::number)
                .toList();
        if (!own.isEmpty()) {
          assertThat(holders).containsExactly(own.getLast());
        } else if (last.range().zone().isEmpty()) {
          assertThat(holders).containsExactly(last.number());
        }
      }
    });
  }

  private static List<Integer> holders(Plan plan, PlanTarget target) {
    return plan.batches().stream()
        .filter(batch -> batch.range().contains(target.name(), target.zone()))
        .map(Batch::number)
        .toList();
  }

  private static List<PlanTarget> members(World world, Batch batch) {
    return world.targets().stream()
        .filter(target -> batch.range().contains(target.name(), target.zone()))
        .toList();
  }

  private interface Claim {
    void check(World world, Plan plan);
  }

  private record World(Strategy strategy, List<PlanTarget> targets) {}

  private static void forEachSeed(Claim claim) {
    for (long seed = 0; seed < SEEDS; seed++) {
      RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
      World world = new World(strategy(random), targets(random));
      Plan plan =
          Planner.plan(
                  ChangeTypes.release(world.strategy()),
                  Map.of("service", "checkout", "version", "v2"),
                  world.targets())
              .orThrow();
      try {
        claim.check(world, plan);
      } catch (AssertionError broken) {
        throw new AssertionError("seed " + seed + ": " + world + "\n" + plan.stages(), broken);
      }
    }
  }

  /** Some names interleave the zones, some group them; every zone has a target. */
  private static List<PlanTarget> targets(RandomGenerator random) {
    int count = random.nextInt(1, 60);
    boolean grouped = random.nextBoolean();
    var zoneByName = new TreeMap<String, String>();
    for (int i = 0; i < count + ZONES.size(); i++) {
      String zone = i < ZONES.size() ? ZONES.get(i) : ZONES.get(random.nextInt(ZONES.size()));
      zoneByName.put(
          (grouped ? zone : "x") + "%03d".formatted(random.nextInt(1_000) * 100 + i), zone);
    }
    var targets = new ArrayList<PlanTarget>();
    zoneByName.forEach((name, zone) -> targets.add(new PlanTarget(name, zone)));
    return targets;
  }

  private static Strategy strategy(RandomGenerator random) {
    var stages = new ArrayList<StageSpec>();
    var zones = new HashSet<String>();
    int percent = 0;
    for (int i = random.nextInt(5); i > 0; i--) {
      switch (random.nextInt(3)) {
        case 0 -> stages.add(new StageSpec.Count(random.nextInt(1, 12)));
        case 1 -> {
          String zone = ZONES.get(random.nextInt(ZONES.size()));
          if (zones.add(zone)) {
            stages.add(new StageSpec.Zone(zone));
          }
        }
        default -> {
          percent += random.nextInt(1, 25);
          stages.add(new StageSpec.Percent(BigDecimal.valueOf(percent)));
        }
      }
    }
    boolean partial = !stages.isEmpty() && random.nextInt(4) == 0;
    if (!partial) {
      stages.add(
          random.nextBoolean()
              ? new StageSpec.EachZone()
              : new StageSpec.Percent(BigDecimal.valueOf(100)));
    }
    BatchSizing.First first =
        switch (random.nextInt(3)) {
          case 0 -> new BatchSizing.Whole();
          case 1 -> new BatchSizing.Count(random.nextInt(1, 6));
          default -> new BatchSizing.Percent(BigDecimal.valueOf(random.nextInt(1, 40)));
        };
    int max = random.nextBoolean() ? BatchSizing.NO_LIMIT : random.nextInt(1, 20);
    int cap = random.nextBoolean() ? BatchSizing.NO_LIMIT : random.nextInt(1, 20);
    return new Strategy(stages, new BatchSizing(first, random.nextDouble(1, 3), max), cap, partial);
  }
}
