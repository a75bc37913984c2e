package dev.sluice.domain.subdomain;

import dev.sluice.domain.plan.TargetRange;
import java.util.Map;

/**
 * Which targets to list, in name order.
 *
 * @param selector labels a target must have, all of them
 * @param range part of the name order wanted; {@link TargetRange#ALL} for everything
 * @param limit most targets to return, 1 to 1,000
 */
public record TargetQuery(Map<String, String> selector, TargetRange range, int limit) {
  public static final int MAX_LIMIT = 1_000;

  public TargetQuery {
    selector = Map.copyOf(selector);
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException("limit must lie in 1 to 1,000: " + limit);
    }
  }
}
