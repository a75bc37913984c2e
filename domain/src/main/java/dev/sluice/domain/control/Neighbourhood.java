package dev.sluice.domain.control;

import java.util.List;

/**
 * Services that call those of a change or are called by them.
 *
 * @param services by name
 * @param tiers of those that are declared, in order, each once
 */
public record Neighbourhood(List<String> services, List<Integer> tiers) {
  public static final Neighbourhood NONE = new Neighbourhood(List.of(), List.of());

  public Neighbourhood {
    services = List.copyOf(services);
    tiers = List.copyOf(tiers);
  }
}
