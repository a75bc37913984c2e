package dev.sluice.domain.plan;

import dev.sluice.domain.changetype.BatchSizing;
import dev.sluice.domain.changetype.Precheck;
import dev.sluice.domain.changetype.RolloutType;
import dev.sluice.domain.changetype.Strategy;
import dev.sluice.domain.control.Controls;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Puts controls into a recipe. Nothing ever gets looser. */
public final class Tightening {
  private Tightening() {}

  /**
   * The same recipe with smaller batches, a lower cap, a longer bake and more prechecks, as far as
   * the controls ask for them.
   */
  public static RolloutType tightened(RolloutType type, Controls controls) {
    return new RolloutType(
        type.name(),
        type.version(),
        type.owner(),
        type.description(),
        type.subDomain(),
        type.capability(),
        type.title(),
        type.parameters(),
        type.selector(),
        type.services(),
        strategy(type.strategy(), controls),
        prechecks(type.prechecks(), controls.prechecks()),
        bake(type.bake(), controls.minimumBake()),
        type.inspection(),
        type.rollback(),
        type.watch(),
        type.control());
  }

  private static Strategy strategy(Strategy strategy, Controls controls) {
    BatchSizing batches = strategy.batches();
    Double growth = controls.growth();
    return new Strategy(
        strategy.stages(),
        new BatchSizing(
            batches.first(),
            growth == null ? batches.growth() : Math.min(batches.growth(), growth),
            least(batches.max(), controls.maxBatch())),
        least(strategy.maxTargetsAtRisk(), controls.maxTargetsAtRisk()),
        strategy.partial());
  }

  private static int least(int own, @Nullable Integer asked) {
    return asked == null ? own : Math.min(own, asked);
  }

  private static List<Precheck> prechecks(List<Precheck> own, List<Precheck> asked) {
    return Stream.concat(own.stream(), asked.stream()).distinct().toList();
  }

  private static BakePolicy bake(BakePolicy bake, @Nullable Duration asked) {
    if (asked == null || asked.compareTo(bake.minimum()) <= 0) {
      return bake;
    }
    Duration maximum = asked.compareTo(bake.maximum()) > 0 ? asked : bake.maximum();
    return new BakePolicy(asked, maximum, bake.onInconclusive());
  }
}
