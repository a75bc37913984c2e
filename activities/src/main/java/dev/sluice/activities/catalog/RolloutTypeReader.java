package dev.sluice.activities.catalog;

import dev.sluice.activities.yaml.Section;
import dev.sluice.activities.yaml.YamlValue;
import dev.sluice.domain.changetype.Control;
import dev.sluice.domain.changetype.ParameterSpec;
import dev.sluice.domain.changetype.Precheck;
import dev.sluice.domain.changetype.RolloutType;
import dev.sluice.domain.changetype.Strategy;
import dev.sluice.domain.changetype.Template;
import dev.sluice.domain.inspection.InspectionSpec;
import dev.sluice.domain.plan.BakePolicy;
import dev.sluice.domain.plan.OnTrouble;
import dev.sluice.domain.plan.RollbackPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a change type that one sub-domain carries out. */
final class RolloutTypeReader {
  private static final RollbackPolicy ROLLBACK =
      new RollbackPolicy(OnTrouble.ROLL_BACK, Duration.ofMinutes(5), 3);

  private RolloutTypeReader() {}

  static @Nullable RolloutType read(Section root) {
    String name = root.text("name");
    int version = root.integer("version");
    String owner = root.text("owner");
    String description = root.text("description");
    String subDomain = root.text("subDomain");
    String capability = root.text("capability");
    Template title = ChangeTypeReader.template(root, "title");
    List<ParameterSpec> parameters = ParameterReader.parameters(root);
    Map<String, Template> selector = selector(root);
    List<Template> services = services(root);
    Strategy strategy = StrategyReader.strategy(root.section("strategy", SectionShape.STRATEGY));
    List<Precheck> prechecks =
        root.choices("prechecks", Precheck.class, List.of(Precheck.TARGETS_READY));
    BakePolicy bake = bake(root.section("bake", SectionShape.BAKE));
    InspectionSpec inspection =
        InspectionReader.inspection(root.section("inspection", SectionShape.INSPECTION));
    Section rollbackSection = root.optionalSection("rollback", SectionShape.ROLLBACK);
    RollbackPolicy rollback = rollbackSection == null ? ROLLBACK : rollback(rollbackSection);
    Duration watch = root.duration("watch", Duration.ZERO);
    Control control = ChangeTypeReader.control(root);
    if (title == null
        || strategy == null
        || bake == null
        || inspection == null
        || rollback == null
        || control == null) {
      return null;
    }
    return root.build(() ->
        new RolloutType(
            name,
            version,
            owner,
            description,
            subDomain,
            capability,
            title,
            parameters,
            selector,
            services,
            strategy,
            prechecks,
            bake,
            inspection,
            rollback,
            watch,
            control));
  }

  private static Map<String, Template> selector(Section root) {
    var labels = new LinkedHashMap<String, Template>();
    root.required("selector", "labels of the targets, such as service: ${service}");
    root.group("selector")
        .forEach((label, member) -> {
          Template value = ChangeTypeReader.item(root, "selector." + label, member.value());
          if (value != null) {
            labels.put(label, value);
          }
        });
    return labels;
  }

  private static List<Template> services(Section root) {
    root.required("services", "a list of the services that a change touches");
    List<YamlValue> items = root.items("services");
    var services = new ArrayList<Template>();
    for (int i = 0; i < items.size(); i++) {
      Template service = ChangeTypeReader.item(root, "services[" + i + "]", items.get(i));
      if (service != null) {
        services.add(service);
      }
    }
    return services;
  }

  private static @Nullable BakePolicy bake(@Nullable Section bake) {
    if (bake == null) {
      return null;
    }
    Duration minimum = bake.duration("minimum");
    Duration maximum = bake.duration("maximum");
    OnTrouble onInconclusive = bake.choice("onInconclusive", OnTrouble.class, OnTrouble.HOLD);
    if (maximum.compareTo(minimum) < 0) {
      bake.refuse("maximum", "must be at least minimum");
    }
    return bake.build(() -> new BakePolicy(minimum, maximum, onInconclusive));
  }

  private static @Nullable RollbackPolicy rollback(Section rollback) {
    OnTrouble onFailure = rollback.choice("onFailure", OnTrouble.class, ROLLBACK.onFailure());
    Duration timeout = rollback.duration("batchTimeout", ROLLBACK.batchTimeout());
    int attempts = rollback.integer("attempts", ROLLBACK.attempts());
    if (!timeout.isPositive()) {
      rollback.refuse("batchTimeout", "must be longer than 0s");
    }
    if (attempts < 1 || attempts > 100) {
      rollback.refuse("attempts", "must lie in 1 to 100");
    }
    return rollback.build(() -> new RollbackPolicy(onFailure, timeout, attempts));
  }
}
