package dev.sluice.activities.fleet.deploy;

/**
 * How an instance stands, and what changes did to it.
 *
 * @param name of the instance
 * @param service its service
 * @param zone where it runs
 * @param version what it runs
 * @param healthy whether it takes requests and its last health checks did not all fail
 * @param drained whether it takes no requests now
 * @param address of its process as {@code host:port}, empty if none runs
 * @param changedBy id of the change that touched it last, empty for none
 * @param changing id of the change at work on it now, empty for none
 * @param replacements how often its process was replaced since the fleet started
 */
public record InstanceState(
    String name,
    String service,
    String zone,
    String version,
    boolean healthy,
    boolean drained,
    String address,
    String changedBy,
    String changing,
    long replacements) {}
