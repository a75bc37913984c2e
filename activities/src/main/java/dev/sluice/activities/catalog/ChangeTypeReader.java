package dev.sluice.activities.catalog;

import dev.sluice.activities.yaml.Findings;
import dev.sluice.activities.yaml.Position;
import dev.sluice.activities.yaml.Section;
import dev.sluice.activities.yaml.YamlReader;
import dev.sluice.activities.yaml.YamlValue;
import dev.sluice.domain.changetype.ChangeType;
import dev.sluice.domain.changetype.Control;
import dev.sluice.domain.changetype.OnStop;
import dev.sluice.domain.changetype.Template;
import dev.sluice.domain.plan.ChangeClass;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns the text of one file into a change type. */
final class ChangeTypeReader {
  private static final Duration APPROVAL_TIMEOUT = Duration.ofHours(24);

  private ChangeTypeReader() {}

  /**
   * A file that was read.
   *
   * @param name where the type's name stands
   * @param version where its version stands
   */
  record Reading(ChangeType type, Position name, Position version) {}

  /** Empty when something is wrong; {@code findings} then says what. */
  static Optional<Reading> read(String text, Findings findings) {
    Optional<YamlValue> root = YamlReader.read(text, findings);
    if (root.isEmpty()) {
      return Optional.empty();
    }
    if (!(root.get() instanceof YamlValue.Mapping mapping)) {
      findings.add(root.get().position(), "", "must be a group of keys, beginning with name: …");
      return Optional.empty();
    }
    ChangeType type =
        mapping.members().containsKey("steps")
            ? StepsTypeReader.read(new Section(mapping, SectionShape.STEPS_TYPE, "", findings))
            : RolloutTypeReader.read(new Section(mapping, SectionShape.CHANGE_TYPE, "", findings));
    return type == null || findings.count() > 0
        ? Optional.empty()
        : Optional.of(
            new Reading(
                type, YamlValue.locate(mapping, "name"), YamlValue.locate(mapping, "version")));
  }

  static @Nullable Template template(Section section, String key) {
    String text = section.text(key);
    return section.attempt(key, () -> new Template(text));
  }

  /** A text at a path that begins with a declared key. */
  static @Nullable Template item(Section root, String path, YamlValue value) {
    if (value instanceof YamlValue.Scalar scalar && scalar.form() == YamlValue.Form.TEXT) {
      return root.attempt(path, () -> new Template(scalar.text()));
    }
    root.refuseValue(path, value, "text (put it in quotes)");
    return null;
  }

  static @Nullable Control control(Section root) {
    Section control = root.section("control", SectionShape.CONTROL);
    if (control == null) {
      return null;
    }
    ChangeClass changeClass = control.choice("class", ChangeClass.class, ChangeClass.STANDARD);
    int risk = control.integer("risk");
    int approvals = control.integer("approvals", 0);
    Duration timeout = control.duration("approvalTimeout", APPROVAL_TIMEOUT);
    OnStop onStop = control.choice("onStop", OnStop.class, OnStop.HOLD);
    String percent = control.written("trafficPercent");
    Template traffic =
        percent == null ? null : control.attempt("trafficPercent", () -> new Template(percent));
    return control.build(() -> new Control(changeClass, risk, approvals, timeout, onStop, traffic));
  }
}
