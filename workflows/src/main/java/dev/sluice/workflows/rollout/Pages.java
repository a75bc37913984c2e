package dev.sluice.workflows.rollout;

import io.temporal.workflow.Workflow;
import java.util.Map;
import org.slf4j.Logger;

/** Calls a person: by the log, and by a counter for alerts. */
public final class Pages {
  private static final Logger LOG = Workflow.getLogger(Pages.class);

  private Pages() {}

  /**
   * @param type the change type's name
   * @param reason what has to be decided
   */
  public static void page(String type, String reason) {
    LOG.warn("a person has to decide: {}", reason);
    Workflow.getMetricsScope().tagged(Map.of("change_type", type)).counter("sluice_pages").inc(1);
  }
}
