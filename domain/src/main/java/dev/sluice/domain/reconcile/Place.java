package dev.sluice.domain.reconcile;

/**
 * Where versions are compared.
 *
 * @param subDomain name of the sub-domain
 * @param service service that its targets belong to; empty where they name none
 */
public record Place(String subDomain, String service) {
  /** For people. */
  public String words() {
    return service.isEmpty() ? subDomain : "%s in %s".formatted(service, subDomain);
  }
}
