package dev.sluice.domain.subdomain;

import java.util.List;
import java.util.Optional;

/**
 * What a sub-domain offers.
 *
 * @param description one sentence for people
 * @param targetKinds what it changes
 * @param capabilities how it changes them
 * @param limits how much at a time
 */
public record Description(
    String description,
    List<TargetKind> targetKinds,
    List<Capability> capabilities,
    Limits limits) {

  /**
   * @throws IllegalArgumentException when a capability is of a kind that is not described, or two
   *     have the same name
   */
  public Description {
    targetKinds = List.copyOf(targetKinds);
    capabilities = List.copyOf(capabilities);
    List<String> kinds = targetKinds.stream().map(TargetKind::name).toList();
    for (Capability capability : capabilities) {
      if (!kinds.contains(capability.targetKind())) {
        throw new IllegalArgumentException(
            "capability %s is for targets of kind \"%s\", which is not described; there are: %s"
                .formatted(capability.name(), capability.targetKind(), kinds));
      }
    }
    if (capabilities.stream().map(Capability::name).distinct().count() < capabilities.size()) {
      throw new IllegalArgumentException("two capabilities have the same name; rename one");
    }
  }

  public Optional<Capability> capability(String name) {
    return capabilities.stream().filter(capability -> capability.name().equals(name)).findFirst();
  }
}
