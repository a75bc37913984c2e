package dev.sluice.activities.fleet.control;

import java.util.Map;

/** The labels of an instance, as selectors and Prometheus see them. */
public final class FleetLabels {
  private FleetLabels() {}

  public static Map<String, String> of(String service, String instance, String zone) {
    return Map.of("service", service, "instance", instance, "zone", zone);
  }
}
