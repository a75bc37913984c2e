package dev.sluice.domain.plan;

/**
 * What is changed between two inspections.
 *
 * @param number counted from 1 over all stages of the plan
 * @param targets how many targets the range held when the plan was made, at least 1
 * @param range which targets
 */
public record Batch(int number, int targets, TargetRange range) {
  public Batch {
    if (number < 1 || targets < 1) {
      throw new IllegalArgumentException("a batch has a number and targets of at least 1");
    }
  }
}
