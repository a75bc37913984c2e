package dev.sluice.worker.ops;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BooleanSupplier;

/** The conditions under which this process can do its work. Thread-safe. */
public final class Readiness {
  private final ConcurrentMap<String, Condition> conditions = new ConcurrentHashMap<>();

  /**
   * Adds a condition.
   *
   * @param name one word for people and machines: {@code temporal}
   * @param unmet what it means that it does not hold, and what to do
   * @param holds asked at each look; may block for a few seconds
   */
  public void require(String name, String unmet, BooleanSupplier holds) {
    conditions.put(name, new Condition(unmet, holds));
  }

  /** Reasons by the name of each unmet condition, in name order; empty when ready. */
  Map<String, String> unmet() {
    Map<String, String> unmet = new LinkedHashMap<>();
    conditions.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .filter(entry -> !entry.getValue().holds().getAsBoolean())
        .forEach(entry -> unmet.put(entry.getKey(), entry.getValue().unmet()));
    return unmet;
  }

  private record Condition(String unmet, BooleanSupplier holds) {}
}
