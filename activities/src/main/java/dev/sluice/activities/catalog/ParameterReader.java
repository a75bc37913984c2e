package dev.sluice.activities.catalog;

import dev.sluice.activities.yaml.Section;
import dev.sluice.activities.yaml.YamlValue;
import dev.sluice.domain.changetype.ParameterSpec;
import dev.sluice.domain.changetype.ParameterType;
import dev.sluice.domain.changetype.ValueLimits;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what a change type asks of whoever starts a change. */
final class ParameterReader {
  private ParameterReader() {}

  static List<ParameterSpec> parameters(Section root) {
    var parameters = new ArrayList<ParameterSpec>();
    root.group("parameters")
        .forEach((name, member) -> {
          Section section =
              root.section("parameters." + name, member.value(), SectionShape.PARAMETER);
          ParameterSpec parameter = section == null ? null : parameter(name, section);
          if (parameter != null) {
            parameters.add(parameter);
          }
        });
    return parameters;
  }

  private static @Nullable ParameterSpec parameter(String name, Section section) {
    ParameterType type = section.choice("type", ParameterType.class);
    boolean required = section.flag("required");
    String defaultValue = section.written("default");
    String description = section.text("description");
    String min = section.written("min");
    String max = section.written("max");
    String pattern = section.has("pattern") ? section.text("pattern") : null;
    List<String> allowed = allowed(section);
    return section.build(() ->
        new ParameterSpec(
            name,
            type,
            required,
            defaultValue,
            description,
            new ValueLimits(min, max, allowed, pattern)));
  }

  private static List<String> allowed(Section section) {
    var allowed = new ArrayList<String>();
    List<YamlValue> items = section.items("allowed");
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i) instanceof YamlValue.Scalar scalar
          && scalar.form() != YamlValue.Form.EMPTY) {
        allowed.add(scalar.text());
      } else {
        section.refuseValue(section.at("allowed[" + i + "]"), items.get(i), "a single value");
      }
    }
    return allowed;
  }
}
