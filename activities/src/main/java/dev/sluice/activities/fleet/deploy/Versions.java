package dev.sluice.activities.fleet.deploy;

import dev.sluice.activities.fleet.spec.FleetSpec;
import dev.sluice.activities.fleet.spec.ServiceSpec;
import dev.sluice.activities.fleet.spec.VersionSpec;
import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The versions known for each service. A version never changes once it is defined. */
public final class Versions {
  private final NavigableMap<String, NavigableMap<String, VersionSpec>> byService = new TreeMap<>();

  public Versions(FleetSpec spec) {
    for (ServiceSpec service : spec.services()) {
      var versions = new TreeMap<String, VersionSpec>();
      service.versions().forEach(version -> versions.put(version.name(), version));
      byService.put(service.name(), versions);
    }
  }

  /** The versions of a service in name order. */
  public synchronized List<VersionSpec> of(String service) {
    return new ArrayList<>(service(service).values());
  }

  public synchronized VersionSpec get(String service, String name) {
    VersionSpec version = service(service).get(name);
    if (version == null) {
      throw author(
          "UNKNOWN_VERSION",
          "Service %s has no version %s; define it, or use one of %s"
              .formatted(service, name, service(service).navigableKeySet()));
    }
    return version;
  }

  /** Defines a version. The same definition again changes nothing; another one is refused. */
  public synchronized void define(String service, VersionSpec version) {
    NavigableMap<String, VersionSpec> versions = service(service);
    VersionSpec known = versions.get(version.name());
    if (known == null && versions.size() >= ServiceSpec.MAX_VERSIONS) {
      throw author(
          "TOO_MANY_VERSIONS",
          "Service %s has %d versions, the most it may have; use one of them"
              .formatted(service, versions.size()));
    }
    if (known != null && !known.equals(version)) {
      throw author(
          "VERSION_EXISTS",
          "Version %s of %s is defined differently; versions never change, choose another name"
              .formatted(version.name(), service));
    }
    versions.put(version.name(), version);
  }

  private NavigableMap<String, VersionSpec> service(String name) {
    NavigableMap<String, VersionSpec> versions = byService.get(name);
    if (versions == null) {
      throw author(
          "UNKNOWN_SERVICE",
          "The fleet has no service %s; use one of %s"
              .formatted(name, byService.navigableKeySet()));
    }
    return versions;
  }

  private static ProblemException author(String code, String message) {
    return new ProblemException(new Problem.ForAuthor(code, message));
  }
}
