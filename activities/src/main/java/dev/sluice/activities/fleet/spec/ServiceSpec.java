package dev.sluice.activities.fleet.spec;

import java.util.List;
import java.util.Optional;

/**
 * One service.
 *
 * @param name unique in its fleet
 * @param calls the services it calls for each request, one after the other, at most 10
 * @param version name of the version it runs at the start
 * @param versions what may be deployed, 1 to {@link #MAX_VERSIONS}
 */
public record ServiceSpec(
    String name, List<Call> calls, String version, List<VersionSpec> versions) {
  public static final int MAX_VERSIONS = 64;

  public ServiceSpec {
    calls = List.copyOf(calls);
    versions = List.copyOf(versions);
    Checks.name("services.name", name);
    Checks.size("services." + name + ".calls", calls.size(), 0, 10);
    Checks.size("services." + name + ".versions", versions.size(), 1, MAX_VERSIONS);
    Checks.require(
        versions.stream().map(VersionSpec::name).distinct().count() == versions.size(),
        "services." + name + ".versions has a name twice");
    Checks.require(
        find(versions, version).isPresent(),
        "services." + name + ".version must name one of its versions: " + version);
  }

  /** The version it runs at the start. */
  public VersionSpec firstVersion() {
    return find(versions, version).orElseThrow();
  }

  private static Optional<VersionSpec> find(List<VersionSpec> versions, String name) {
    return versions.stream().filter(version -> version.name().equals(name)).findFirst();
  }

  /**
   * A call to another service.
   *
   * @param service the one that is called
   * @param required whether its failure fails the caller's request; if not, the caller answers
   *     without it
   */
  public record Call(String service, boolean required) {}
}
