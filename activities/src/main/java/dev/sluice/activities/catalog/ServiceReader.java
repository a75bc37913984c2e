package dev.sluice.activities.catalog;

import dev.sluice.activities.yaml.Findings;
import dev.sluice.activities.yaml.Section;
import dev.sluice.activities.yaml.YamlReader;
import dev.sluice.activities.yaml.YamlValue;
import dev.sluice.domain.control.ControlLevel;
import dev.sluice.domain.service.Service;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Turns the text of one file into a service. */
final class ServiceReader {
  private ServiceReader() {}

  /** Empty when something is wrong; {@code findings} then says what. */
  static Optional<Service> read(String text, Findings findings) {
    Optional<YamlValue> root = YamlReader.read(text, findings);
    if (root.isEmpty()) {
      return Optional.empty();
    }
    if (!(root.get() instanceof YamlValue.Mapping mapping)) {
      findings.add(root.get().position(), "", "must be a group of keys, beginning with name: …");
      return Optional.empty();
    }
    Section section = new Section(mapping, ServiceShape.SERVICE, "", findings);
    String name = section.text("name");
    if (!name.isEmpty() && !name.matches("[a-z][a-z0-9-]{0,62}")) {
      section.refuse("name", "must be small letters, digits and -, at most 63");
    }
    int tier = section.integer("tier");
    String owner = section.text("owner");
    ControlLevel level = section.choice("level", ControlLevel.class, ControlLevel.BATCHED);
    Set<String> neighbours = new LinkedHashSet<>(section.texts("calls"));
    neighbours.addAll(section.texts("neighbours"));
    Integer cap = section.has("targetsAtRisk") ? section.integer("targetsAtRisk") : null;
    return Optional.ofNullable(
        section.build(() -> new Service(name, tier, owner, level, List.copyOf(neighbours), cap)));
  }
}
