package dev.sluice.activities.catalog;

import dev.sluice.activities.yaml.Section;
import dev.sluice.activities.yaml.YamlValue;
import dev.sluice.domain.changetype.Control;
import dev.sluice.domain.changetype.ParameterSpec;
import dev.sluice.domain.changetype.StepSpec;
import dev.sluice.domain.changetype.StepsType;
import dev.sluice.domain.changetype.Template;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a change type that spans several sub-domains. */
final class StepsTypeReader {
  private StepsTypeReader() {}

  static @Nullable StepsType read(Section root) {
    String name = root.text("name");
    int version = root.integer("version");
    String owner = root.text("owner");
    String description = root.text("description");
    Template title = ChangeTypeReader.template(root, "title");
    List<ParameterSpec> parameters = ParameterReader.parameters(root);
    List<StepSpec> steps = steps(root);
    Control control = ChangeTypeReader.control(root);
    if (title == null || control == null) {
      return null;
    }
    return root.build(
        () -> new StepsType(name, version, owner, description, title, parameters, steps, control));
  }

  private static List<StepSpec> steps(Section root) {
    var steps = new ArrayList<StepSpec>();
    List<YamlValue> items = root.items("steps");
    for (int i = 0; i < items.size(); i++) {
      Section section = root.section("steps[" + i + "]", items.get(i), SectionShape.STEP);
      if (section != null) {
        steps.add(step(section));
      }
    }
    return steps;
  }

  private static StepSpec step(Section section) {
    return new StepSpec(
        section.text("name"),
        section.text("type"),
        parameters(section),
        after(section),
        section.flag("keep"),
        section.text("irreversible", ""));
  }

  /** Numbers and true or false are taken as they are written. */
  private static Map<String, Template> parameters(Section section) {
    var parameters = new LinkedHashMap<String, Template>();
    section
        .group("parameters")
        .forEach((name, member) -> {
          if (member.value() instanceof YamlValue.Scalar scalar) {
            Template value =
                section.attempt("parameters." + name, () -> new Template(scalar.text()));
            if (value != null) {
              parameters.put(name, value);
            }
          } else {
            section.refuseValue(section.at("parameters." + name), member.value(), "a single value");
          }
        });
    return parameters;
  }

  private static List<String> after(Section section) {
    var after = new ArrayList<String>();
    List<YamlValue> items = section.items("after");
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i) instanceof YamlValue.Scalar scalar && scalar.form() == YamlValue.Form.TEXT) {
        after.add(scalar.text());
      } else {
        section.refuseValue(section.at("after[" + i + "]"), items.get(i), "a step's name");
      }
    }
    return after;
  }
}
