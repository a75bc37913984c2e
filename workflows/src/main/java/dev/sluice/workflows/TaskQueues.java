package dev.sluice.workflows;

/** Names of the task queues. */
public final class TaskQueues {
  /** Workflows, and the activities that plan and inspect. */
  public static final String CHANGES = "sluice-changes";

  /** Activities of one sub-domain, so that a slow one can't starve another. */
  public static String ofSubDomain(String name) {
    return "sluice-" + name;
  }

  private TaskQueues() {}
}
