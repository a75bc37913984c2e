package dev.sluice.domain.changetype;

import java.math.BigDecimal;

/**
 * How a stage is cut into batches. Every stage begins with the first size again.
 *
 * @param first size of a stage's first batch
 * @param growth each batch may be so many times as big as the one before, at least 1
 * @param max no batch is bigger, at least 1; {@link #NO_LIMIT} for none
 */
public record BatchSizing(First first, double growth, int max) {
  public static final int NO_LIMIT = Integer.MAX_VALUE;
  private static final double MAX_GROWTH = 100;

  /** A stage is one batch. */
  public static final BatchSizing WHOLE_STAGE = new BatchSizing(new Whole(), 1, NO_LIMIT);

  public BatchSizing {
    new Faults()
        .require(
            growth >= 1 && growth <= MAX_GROWTH,
            "growth",
            "must lie in 1 (all batches alike) to 100, not " + growth)
        .require(max >= 1, "max", "must be at least 1, not " + max)
        .throwIfAny();
  }

  /** The size of a stage's first batch. */
  public sealed interface First {}

  /** All of the stage. */
  public record Whole() implements First {}

  /**
   * A number of targets.
   *
   * @param targets at least 1
   */
  public record Count(int targets) implements First {
    public Count {
      new Faults().require(targets >= 1, "size", "must be at least 1").throwIfAny();
    }
  }

  /**
   * A share of all targets of the change, rounded up.
   *
   * @param percent above 0, at most 100
   */
  public record Percent(BigDecimal percent) implements First {
    public Percent {
      new Faults()
          .require(Shares.isShare(percent), "size", "must lie above 0 % and be at most 100 %")
          .throwIfAny();
    }
  }

  /**
   * The most targets a batch may hold.
   *
   * @param index the batch's place in its stage, from 0
   * @param targets all targets of the change, at least 1
   * @return 1 to {@code max}
   */
  public int limit(int index, int targets) {
    int begin =
        switch (first) {
          case Whole _ -> targets;
          case Count count -> count.targets();
          case Percent share -> Shares.of(share.percent(), targets);
        };
    return (int) Math.min(max, begin * Math.pow(growth, index));
  }
}
