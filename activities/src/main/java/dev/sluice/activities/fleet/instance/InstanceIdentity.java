package dev.sluice.activities.fleet.instance;

/**
 * Who an instance says it is; the labels of its metrics.
 *
 * @param service its service
 * @param name unique in the fleet, kept when the process is replaced
 * @param zone where it runs
 * @param version what it runs
 */
public record InstanceIdentity(String service, String name, String zone, String version) {
  String[] labels() {
    return new String[] {service, name, zone, version};
  }
}
