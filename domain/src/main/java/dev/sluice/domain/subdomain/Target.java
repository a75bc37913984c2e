package dev.sluice.domain.subdomain;

import java.util.Map;

/**
 * The smallest thing that is changed on its own: a pod, a host, a config key in a cell, a shard, a
 * route.
 *
 * @param name unique within its sub-domain; its place in name order decides its batch
 * @param zone failure domain it lives in, never empty
 * @param version what it runs now, in the sub-domain's own words; empty or {@code unknown} where it
 *     can't be told
 * @param healthy whether it serves
 * @param labels what selectors match, for example {@code service=checkout}
 * @param changedBy id of the change that touched it last, empty if none is known
 */
public record Target(
    String name,
    String zone,
    String version,
    boolean healthy,
    Map<String, String> labels,
    String changedBy) {
  public Target {
    labels = Map.copyOf(labels);
  }
}
