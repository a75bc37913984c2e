package dev.sluice.domain.subdomain;

import java.util.Map;

/**
 * What is to be done to one target.
 *
 * @param change id of the change, left on the target as the one that touched it
 * @param target the target's name
 * @param capability which of the sub-domain's capabilities to use
 * @param parameters the change's parameters, checked against the change type
 * @param key idempotency key: the same key again has no second effect
 * @param fence grows with every attempt; an order with a smaller fence than one already seen for
 *     the same key is refused
 */
public record TargetOrder(
    String change,
    String target,
    String capability,
    Map<String, String> parameters,
    String key,
    long fence) {
  public TargetOrder {
    parameters = Map.copyOf(parameters);
  }
}
