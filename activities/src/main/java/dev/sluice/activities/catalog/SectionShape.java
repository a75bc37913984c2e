package dev.sluice.activities.catalog;

import dev.sluice.activities.yaml.Shape;
import java.util.List;

/** The keys that each part of a change type may have, in the order they are best written. */
enum SectionShape implements Shape {
  CHANGE_TYPE(
      "name",
      "version",
      "owner",
      "description",
      "subDomain",
      "capability",
      "title",
      "parameters",
      "selector",
      "services",
      "strategy",
      "prechecks",
      "bake",
      "inspection",
      "rollback",
      "watch",
      "control"),
  STEPS_TYPE("name", "version", "owner", "description", "title", "parameters", "steps", "control"),
  STEP("name", "type", "parameters", "after", "keep", "irreversible"),
  PARAMETER("type", "required", "default", "description", "min", "max", "allowed", "pattern"),
  STRATEGY("stages", "batches", "maxTargetsAtRisk", "partial"),
  STAGE("targets", "percent", "zone", "zones"),
  BATCHES("size", "growth", "max"),
  BAKE("minimum", "maximum", "onInconclusive"),
  INSPECTION("source", "alpha", "before", "metrics"),
  METRIC(
      "name",
      "kind",
      "role",
      "badDirection",
      "query",
      "histogram",
      "minimumEffect",
      "expectedEffect"),
  ROLLBACK("onFailure", "batchTimeout", "attempts"),
  CONTROL("class", "risk", "approvals", "approvalTimeout", "onStop", "trafficPercent");

  // List.of is immutable; its type just does not say so.
  @SuppressWarnings("ImmutableEnumChecker")
  private final List<String> keys;

  SectionShape(String... keys) {
    this.keys = List.of(keys);
  }

  @Override
  public List<String> keys() {
    return keys;
  }
}
