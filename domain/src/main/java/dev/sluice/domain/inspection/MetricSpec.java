package dev.sluice.domain.inspection;

/**
 * One metric that is looked at while a batch bakes.
 *
 * @param name unique in its change type
 * @param kind what is measured, which decides how it is compared
 * @param badDirection which way is worse
 * @param role whether it may decide
 * @param query in the metric source's own language; {@code $targets} stands for the targets' names
 * @param minimumEffect smallest relative effect that matters, 0.2 = 20 %; for error and success
 *     rates the smallest difference in rate
 * @param expectedEffect how much worse the author expects it to get, in the same unit as the
 *     minimum effect, 0 or above: up to it nothing is held against the change
 * @param histogram whether it is a latency of which the source gives numbers of requests by bucket
 */
public record MetricSpec(
    String name,
    Kind kind,
    BadDirection badDirection,
    Role role,
    String query,
    double minimumEffect,
    double expectedEffect,
    boolean histogram) {

  /** A metric of single values. */
  public MetricSpec(
      String name,
      Kind kind,
      BadDirection badDirection,
      Role role,
      String query,
      double minimumEffect,
      double expectedEffect) {
    this(name, kind, badDirection, role, query, minimumEffect, expectedEffect, false);
  }

  /** A metric that the author expects nothing of. */
  public MetricSpec(
      String name,
      Kind kind,
      BadDirection badDirection,
      Role role,
      String query,
      double minimumEffect) {
    this(name, kind, badDirection, role, query, minimumEffect, 0);
  }

  /** The same with another minimum effect. */
  public MetricSpec withMinimumEffect(double other) {
    return new MetricSpec(name, kind, badDirection, role, query, other, expectedEffect, histogram);
  }

  /** The same with another query. */
  public MetricSpec withQuery(String other) {
    return new MetricSpec(
        name, kind, badDirection, role, other, minimumEffect, expectedEffect, histogram);
  }

  /** What a metric measures. */
  public enum Kind {
    LATENCY,
    ERROR_RATE,
    SUCCESS_RATE,
    RESOURCE,
    LOAD,
    BUSINESS
  }

  /** Which way a metric gets worse. */
  public enum BadDirection {
    INCREASE,
    DECREASE,
    EITHER
  }

  /** How much a metric may decide. */
  public enum Role {
    /** May fail a batch by itself, and must have data for a pass. */
    DECIDING,
    /** May fail a batch, need not have data. */
    SUPPORTING,
    /** Shown, never decides. */
    CONTEXT
  }
}
