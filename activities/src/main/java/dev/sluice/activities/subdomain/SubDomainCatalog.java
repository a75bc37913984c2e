package dev.sluice.activities.subdomain;

import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.domain.subdomain.SubDomain;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The sub-domains that this process can reach, by name. Does not change. */
public final class SubDomainCatalog {
  private final SortedMap<String, SubDomain> byName = new TreeMap<>();

  /**
   * @throws IllegalArgumentException when two have the same name
   */
  public SubDomainCatalog(Collection<? extends SubDomain> subDomains) {
    for (SubDomain subDomain : subDomains) {
      if (byName.putIfAbsent(subDomain.name(), subDomain) != null) {
        throw new IllegalArgumentException(
            "two sub-domains are named \"" + subDomain.name() + "\"; rename one");
      }
    }
  }

  /** All of them, in name order. */
  public List<SubDomain> all() {
    return List.copyOf(byName.values());
  }

  /**
   * @throws ProblemException for the author, when there is none of that name
   */
  public SubDomain named(String name) {
    SubDomain subDomain = byName.get(name);
    if (subDomain == null) {
      throw new ProblemException(
          new Problem.ForAuthor(
              "UNKNOWN_SUB_DOMAIN",
              "there is no sub-domain \"%s\"; there are: %s"
                  .formatted(
                      name, byName.isEmpty() ? "none" : String.join(", ", byName.keySet()))));
    }
    return subDomain;
  }
}
