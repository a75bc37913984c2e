package dev.sluice.activities.fleet.spec;

/**
 * How one version of a service behaves.
 *
 * @param name unique in its service
 * @param latency time of its own work for one request
 * @param errorRate share of requests it fails by itself, 0 to 1
 * @param leakedBytesPerRequest memory it allocates and never lets go, 0 to 4 MB
 * @param baseMemoryBytes memory it needs before the first request, up to 1 GB; reported, not held
 * @param silent whether it stays healthy yet answers neither requests nor scrapes
 */
public record VersionSpec(
    String name,
    LatencySpec latency,
    double errorRate,
    int leakedBytesPerRequest,
    long baseMemoryBytes,
    boolean silent) {
  public VersionSpec {
    Checks.name("version.name", name);
    Checks.within("version.errorRate", errorRate, 0, 1);
    Checks.size("version.leakedBytesPerRequest", leakedBytesPerRequest, 0, 4 << 20);
    Checks.size("version.baseMemoryBytes", baseMemoryBytes, 0, 1 << 30);
  }
}
