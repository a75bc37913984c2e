package dev.sluice.activities.policy;

import dev.sluice.activities.yaml.Shape;
import java.util.List;

/**
 * The keys that each part of the files of policies may have, in the order they are best written.
 */
enum PolicyShape implements Shape {
  RULES("rules"),
  RULE(
      "name",
      "description",
      "status",
      "when",
      "approvals",
      "approvalTimeout",
      "window",
      "minimumBake",
      "batches",
      "maxTargetsAtRisk",
      "prechecks",
      "refuse",
      "holdWhile",
      "raiseRisk",
      "emergency"),
  APPROVALS("role", "count"),
  WINDOW("earliestStart", "latestStart", "days", "timeZone"),
  BATCHES("growth", "max"),
  RAISE_RISK("to", "by"),
  CALENDAR("timeZone", "peakHours", "freezes"),
  PEAK("days", "from", "to"),
  FREEZE("name", "status", "days", "from", "to", "timeZone", "scope", "emergency"),
  SCOPE("zones", "services", "tiers", "changeTypes"),
  ROLES("roles");

  // List.of is immutable; its type just does not say so.
  @SuppressWarnings("ImmutableEnumChecker")
  private final List<String> keys;

  PolicyShape(String... keys) {
    this.keys = List.of(keys);
  }

  @Override
  public List<String> keys() {
    return keys;
  }
}
