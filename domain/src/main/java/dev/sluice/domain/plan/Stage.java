package dev.sluice.domain.plan;

import java.util.List;

/**
 * A widening of the blast radius.
 *
 * @param title for people: "1 target", "25 %", "zone a"
 * @param batches in order, at least one
 */
public record Stage(String title, List<Batch> batches) {
  public Stage {
    batches = List.copyOf(batches);
    if (batches.isEmpty()) {
      throw new IllegalArgumentException("a stage has at least one batch: " + title);
    }
  }

  public int targets() {
    return batches.stream().mapToInt(Batch::targets).sum();
  }
}
