package dev.sluice.activities.policy;

import dev.sluice.activities.yaml.Findings;
import dev.sluice.activities.yaml.Refusal;
import dev.sluice.activities.yaml.Section;
import dev.sluice.activities.yaml.Shape;
import dev.sluice.activities.yaml.YamlFiles;
import dev.sluice.activities.yaml.YamlReader;
import dev.sluice.activities.yaml.YamlValue;
import dev.sluice.domain.control.ChangeCalendar;
import dev.sluice.domain.control.Roles;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One reading of all files of a folder. They count as one: a mistake in any of them refuses all, as
 * rules without the calendar or the roles they were written for are other rules.
 *
 * @param set null when something is wrong
 * @param refused what is wrong, in file order
 */
record PolicyReading(@Nullable PolicySet set, List<Refusal> refused) {
  private static final String CALENDAR = "calendar.yaml";
  private static final String ROLES = "roles.yaml";

  /** Most rules of a folder. */
  static final int MOST_RULES = 1_000;

  PolicyReading {
    refused = List.copyOf(refused);
  }

  static PolicyReading of(YamlFiles.Listing listing) {
    List<Refusal> refused = new ArrayList<>(listing.refused());
    Roles roles = Roles.NONE;
    ChangeCalendar calendar = ChangeCalendar.NONE;
    String rolesText = listing.texts().get(ROLES);
    if (rolesText != null) {
      Roles read = whole(ROLES, rolesText, PolicyShape.ROLES, refused, RolesReader::read);
      roles = read == null ? Roles.NONE : read;
    }
    String calendarText = listing.texts().get(CALENDAR);
    if (calendarText != null) {
      ChangeCalendar read =
          whole(CALENDAR, calendarText, PolicyShape.CALENDAR, refused, CalendarReader::read);
      calendar = read == null ? ChangeCalendar.NONE : read;
    }
    List<CompiledRule> rules = new ArrayList<>();
    Roles known = roles;
    listing
        .texts()
        .forEach((file, text) -> {
          if (!file.equals(ROLES) && !file.equals(CALENDAR)) {
            rules.addAll(rules(file, text, known, refused));
          }
        });
    requireNamesOnce(rules, refused);
    return new PolicyReading(
        refused.isEmpty() ? new PolicySet(rules, calendar, roles) : null, refused);
  }

  private interface Reader<T> {
    @Nullable T read(Section root);
  }

  private static <T> @Nullable T whole(
      String file, String text, Shape shape, List<Refusal> refused, Reader<T> reader) {
    var findings = new Findings(file);
    Section root = root(text, shape, findings).orElse(null);
    T read = root == null ? null : reader.read(root);
    refused.addAll(findings.all());
    return read;
  }

  private static List<CompiledRule> rules(
      String file, String text, Roles roles, List<Refusal> refused) {
    var findings = new Findings(file);
    List<CompiledRule> rules =
        root(text, PolicyShape.RULES, findings)
            .map(root -> new RuleReader(file, text, roles, findings).read(root))
            .orElse(List.of());
    refused.addAll(findings.all());
    return rules;
  }

  private static Optional<Section> root(String text, Shape shape, Findings findings) {
    Optional<YamlValue> root = YamlReader.read(text, findings);
    if (root.isPresent() && root.get() instanceof YamlValue.Mapping mapping) {
      return Optional.of(new Section(mapping, shape, "", findings));
    }
    root.ifPresent(value ->
        findings.add(
            value.position(),
            "",
            "must be a group of keys, beginning with " + shape.keys().getFirst() + ": …"));
    return Optional.empty();
  }

  private static void requireNamesOnce(List<CompiledRule> rules, List<Refusal> refused) {
    Map<String, String> files = new HashMap<>();
    for (CompiledRule rule : rules) {
      String name = rule.rule().name();
      String first = files.putIfAbsent(name, rule.file());
      if (first != null) {
        refused.add(
            new Refusal(
                rule.file(), 0, 0, name, "is a rule of " + first + " too: rename one of them", ""));
      }
    }
    if (rules.size() > MOST_RULES) {
      refused.add(
          new Refusal(
              rules.getLast().file(),
              0,
              0,
              "",
              "is one of more than 1,000 rules: remove some",
              ""));
    }
  }
}
