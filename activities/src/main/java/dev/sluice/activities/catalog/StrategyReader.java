package dev.sluice.activities.catalog;

import dev.sluice.activities.yaml.Section;
import dev.sluice.activities.yaml.YamlValue;
import dev.sluice.domain.changetype.BatchSizing;
import dev.sluice.domain.changetype.StageSpec;
import dev.sluice.domain.changetype.Strategy;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads how a change widens. */
final class StrategyReader {
  private StrategyReader() {}

  static @Nullable Strategy strategy(@Nullable Section section) {
    if (section == null) {
      return null;
    }
    section.required("stages", "a list such as - percent: 100");
    List<StageSpec> stages = stages(section);
    Section sizing = section.optionalSection("batches", SectionShape.BATCHES);
    BatchSizing batches = sizing == null ? BatchSizing.WHOLE_STAGE : batches(sizing);
    int cap = section.integer("maxTargetsAtRisk", BatchSizing.NO_LIMIT);
    boolean partial = section.flag("partial");
    return batches == null
        ? null
        : section.build(() -> new Strategy(stages, batches, cap, partial));
  }

  private static List<StageSpec> stages(Section section) {
    var stages = new ArrayList<StageSpec>();
    List<YamlValue> items = section.items("stages");
    for (int i = 0; i < items.size(); i++) {
      Section item =
          section.section(section.at("stages[" + i + "]"), items.get(i), SectionShape.STAGE);
      StageSpec stage = item == null ? null : stage(item);
      if (stage != null) {
        stages.add(stage);
      }
    }
    return stages;
  }

  private static @Nullable StageSpec stage(Section stage) {
    List<String> given = SectionShape.STAGE.keys().stream().filter(stage::has).toList();
    if (given.isEmpty() && stage.isFaulty()) {
      // The unknown key that was found is the one that is missing.
      return null;
    }
    if (given.size() != 1) {
      stage.refuse(
          "",
          "must have exactly one of targets, percent, zone, zones"
              + (given.isEmpty() ? "" : ", not " + String.join(" and ", given)));
      return null;
    }
    return switch (given.getFirst()) {
      case "targets" -> {
        int targets = stage.integer("targets");
        yield stage.build(() -> new StageSpec.Count(targets));
      }
      case "percent" -> {
        BigDecimal percent = stage.decimal("percent", BigDecimal.ONE);
        yield stage.build(() -> new StageSpec.Percent(percent));
      }
      case "zone" -> {
        String zone = stage.text("zone");
        yield stage.build(() -> new StageSpec.Zone(zone));
      }
      default -> {
        if (!stage.text("zones").equals("each")) {
          stage.refuse("zones", "must be each; a single zone is named by zone: a");
        }
        yield stage.build(StageSpec.EachZone::new);
      }
    };
  }

  private static @Nullable BatchSizing batches(Section section) {
    BatchSizing.First first = first(section);
    double growth = section.decimal("growth", BigDecimal.ONE).doubleValue();
    int max = section.integer("max", BatchSizing.NO_LIMIT);
    return first == null ? null : section.build(() -> new BatchSizing(first, growth, max));
  }

  private static BatchSizing.@Nullable First first(Section section) {
    if (section.required("size", "a number of targets, or a share such as 10%").isEmpty()) {
      return null;
    }
    String size = section.written("size");
    if (size == null) {
      return null;
    }
    if (size.matches("\\d{1,9}")) {
      return section.attempt("", () -> new BatchSizing.Count(Integer.parseInt(size)));
    }
    if (size.matches("\\d{1,3}(\\.\\d{1,9})?%")) {
      BigDecimal share = new BigDecimal(size.substring(0, size.length() - 1)).stripTrailingZeros();
      return section.attempt("", () -> new BatchSizing.Percent(share));
    }
    section.refuse("size", "must be a number of targets or a share such as 10%, not " + size);
    return null;
  }
}
