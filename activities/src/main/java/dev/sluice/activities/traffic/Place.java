package dev.sluice.activities.traffic;

import dev.sluice.activities.subdomain.OrderJournal;

/**
 * Where a target is.
 *
 * @param system its proxy
 * @param journal where its orders are kept
 * @param route its name there
 */
record Place(TrafficSystem system, OrderJournal journal, String route) {
  /** Between a proxy's name and a route's. */
  static final char SEPARATOR = '/';

  static String prefix(TrafficSystem system) {
    return system.place().name() + SEPARATOR;
  }

  String target() {
    return prefix(system) + route;
  }

  /**
   * The route as it is.
   *
   * @throws dev.sluice.domain.problem.ProblemException for the operator when it is gone
   */
  Reading read() {
    return system
        .find(route)
        .orElseThrow(() ->
            TrafficProblems.operator(
                "UNKNOWN_TARGET",
                "%s has no route %s whose requests are split over versions; was it removed?"
                    .formatted(system.place().name(), route)));
  }
}
