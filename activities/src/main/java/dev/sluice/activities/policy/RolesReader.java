package dev.sluice.activities.policy;

import dev.sluice.activities.yaml.Section;
import dev.sluice.activities.yaml.YamlValue;
import dev.sluice.domain.control.Roles;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the file that says who may act in which role. */
final class RolesReader {
  private static final String NAME = "[a-z][a-z0-9-]{0,62}";

  private RolesReader() {}

  static @Nullable Roles read(Section root) {
    Map<String, Set<String>> actors = new LinkedHashMap<>();
    root.required("roles", "a group such as security: [ada, grace]");
    root.group("roles")
        .forEach((role, member) -> {
          String path = "roles." + role;
          if (!role.matches(NAME)) {
            root.refuse(path, "a role is small letters, digits and -, at most 63");
          }
          Set<String> names = new HashSet<>();
          if (member.value() instanceof YamlValue.Sequence sequence) {
            sequence.items().forEach(item -> addName(root, path, item, names));
          } else {
            root.refuseValue(path, member.value(), "a list of names");
          }
          actors.put(role, names);
        });
    return root.build(() -> new Roles(actors));
  }

  private static void addName(Section root, String path, YamlValue item, Set<String> names) {
    if (item instanceof YamlValue.Scalar scalar && scalar.form() == YamlValue.Form.TEXT) {
      names.add(scalar.text());
    } else {
      root.refuseValue(path, item, "a list of names (put numbers in quotes)");
    }
  }
}
