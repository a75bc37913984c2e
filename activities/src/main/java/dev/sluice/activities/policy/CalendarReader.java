package dev.sluice.activities.policy;

import dev.sluice.activities.yaml.Section;
import dev.sluice.activities.yaml.YamlValue;
import dev.sluice.domain.control.ChangeCalendar;
import dev.sluice.domain.control.Freeze;
import dev.sluice.domain.control.RuleStatus;
import dev.sluice.domain.control.Scope;
import dev.sluice.domain.control.TimeSpan;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the file that says when changes are unwelcome. */
final class CalendarReader {
  private CalendarReader() {}

  static @Nullable ChangeCalendar read(Section root) {
    ZoneId zone = Times.zone(root, "timeZone");
    List<TimeSpan.Weekly> peaks = new ArrayList<>();
    List<YamlValue> peakItems = root.items("peakHours");
    for (int i = 0; i < peakItems.size(); i++) {
      Section section = root.section("peakHours[" + i + "]", peakItems.get(i), PolicyShape.PEAK);
      TimeSpan.Weekly peak = section == null ? null : Times.weekly(section, "from", "to", zone);
      if (peak != null) {
        peaks.add(peak);
      }
    }
    List<Freeze> freezes = new ArrayList<>();
    List<YamlValue> items = root.items("freezes");
    for (int i = 0; i < items.size(); i++) {
      Section section = root.section("freezes[" + i + "]", items.get(i), PolicyShape.FREEZE);
      Freeze freeze = section == null ? null : freeze(section, zone);
      if (freeze != null) {
        freezes.add(freeze);
      }
    }
    return root.build(() -> new ChangeCalendar(true, zone, freezes, peaks));
  }

  private static @Nullable Freeze freeze(Section section, ZoneId standard) {
    String name = section.text("name");
    RuleStatus status = section.choice("status", RuleStatus.class);
    ZoneId zone = section.has("timeZone") ? Times.zone(section, "timeZone") : standard;
    TimeSpan span =
        section.has("days") ? Times.weekly(section, "from", "to", zone) : once(section, zone);
    Section inner = section.optionalSection("scope", PolicyShape.SCOPE);
    Scope scope = inner == null ? Scope.ALL : scope(inner);
    boolean emergency = section.flag("emergency", true);
    return span == null || scope == null
        ? null
        : section.build(() -> new Freeze(name, status, span, scope, emergency));
  }

  private static @Nullable TimeSpan once(Section section, ZoneId zone) {
    LocalDateTime from = Times.dateTime(section, "from");
    LocalDateTime to = Times.dateTime(section, "to");
    return section.build(() -> new TimeSpan.Once(from, to, zone));
  }

  private static @Nullable Scope scope(Section section) {
    List<Integer> tiers = new ArrayList<>();
    List<YamlValue> items = section.items("tiers");
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i) instanceof YamlValue.Scalar scalar && scalar.text().matches("[1-4]")) {
        tiers.add(Integer.valueOf(scalar.text()));
      } else {
        section.refuseValue(section.at("tiers[" + i + "]"), items.get(i), "a tier, 1 (core) to 4");
      }
    }
    List<String> zones = section.texts("zones");
    List<String> services = section.texts("services");
    List<String> types = section.texts("changeTypes");
    return section.build(() -> new Scope(zones, services, tiers, types));
  }
}
