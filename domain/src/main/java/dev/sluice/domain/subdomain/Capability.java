package dev.sluice.domain.subdomain;

import java.util.List;

/**
 * One kind of change that a sub-domain can carry out.
 *
 * @param name as change types name it: {@code release}
 * @param description one sentence for people
 * @param parameters names of the parameters it needs
 * @param reversible whether revert brings a target back
 */
public record Capability(
    String name, String description, List<String> parameters, boolean reversible) {
  public Capability {
    parameters = List.copyOf(parameters);
  }
}
