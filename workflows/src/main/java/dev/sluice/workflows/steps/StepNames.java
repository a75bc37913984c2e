package dev.sluice.workflows.steps;

/** Ids of the changes that are steps of another. */
public final class StepNames {
  private StepNames() {}

  /** Of the change that is a step: what its sub-domain knows it as. */
  public static String of(String changeId, String step) {
    return changeId + "." + step;
  }

  /**
   * Of the change that takes a step back.
   *
   * @param round which way back, from 1
   */
  public static String back(String changeId, String step, int round) {
    return "%s.back-%d".formatted(of(changeId, step), round);
  }
}
