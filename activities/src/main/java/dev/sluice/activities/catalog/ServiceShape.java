package dev.sluice.activities.catalog;

import dev.sluice.activities.yaml.Shape;
import java.util.List;

/** The keys of a declared service. */
enum ServiceShape implements Shape {
  SERVICE("name", "tier", "owner", "level", "calls", "neighbours", "targetsAtRisk");

  // List.of is immutable; its type just does not say so.
  @SuppressWarnings("ImmutableEnumChecker")
  private final List<String> keys;

  ServiceShape(String... keys) {
    this.keys = List.of(keys);
  }

  @Override
  public List<String> keys() {
    return keys;
  }
}
