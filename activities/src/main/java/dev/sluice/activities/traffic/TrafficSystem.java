package dev.sluice.activities.traffic;

import dev.sluice.activities.subdomain.OrderJournal;
import dev.sluice.domain.problem.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One proxy or gateway. Implementations are thread-safe and block, each call for a few seconds at
 * most; every method throws {@link ProblemException}, passing when the proxy can't be reached.
 */
public interface TrafficSystem {
  ProxyPlace place();

  /** Biggest weight a backend can have. */
  int mostWeight();

  /** Whether requests can be told apart by this header, a name in small letters. */
  boolean routesBy(String header);

  /**
   * Routes in name order: those whose requests are split over two versions or more.
   *
   * @param after name before the first, empty to begin at the first
   * @param upTo last name, empty to go on to the last one
   * @param limit most to return; fewer mean that there are no more
   */
  List<Reading> routes(String after, String upTo, int limit);

  /** One route, if the proxy has it. */
  Optional<Reading> find(String route);

  /**
   * Tells the proxy what to go by from now on, and returns once it says that it does.
   *
   * @param seen the route as it was read
   */
  void write(Reading seen, Settings wanted);

  /** Whether it counts requests; if not, only probes show where they go. */
  default boolean countsRequests() {
    return true;
  }

  /**
   * Where its routes' orders are kept.
   *
   * @param shared the journal for proxies that have no place for them
   */
  default OrderJournal journal(OrderJournal shared) {
    return shared;
  }

  /**
   * Requests that were sent to each backend because of its weight, since the proxy was started.
   * Empty where they are not counted.
   *
   * @param route as it was read
   */
  Map<String, Long> count(Reading route);
}
