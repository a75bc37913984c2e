package dev.sluice.domain.changetype;

import dev.sluice.domain.inspection.InspectionSpec;
import dev.sluice.domain.inspection.MetricSpec;
import dev.sluice.domain.plan.BakePolicy;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** What must hold for a change type besides what each of its parts checks by itself. */
final class ChangeTypeRules {
  private static final String WORD = "[a-z][a-z0-9-]{0,62}";
  private static final String WORD_FORM =
      "must be small letters, digits and -, begin with a letter and have at most 63 characters";
  private static final int MAX_PARAMETERS = 64;
  private static final int MAX_LABELS = 16;
  private static final int MAX_SERVICES = 16;
  private static final int MAX_METRICS = 50;

  private ChangeTypeRules() {}

  static void checkHead(
      String name, int version, String owner, List<ParameterSpec> parameters, Faults faults) {
    faults
        .require(name.matches(WORD), "name", WORD_FORM)
        .require(version >= 1, "version", "must be at least 1")
        .require(!owner.isBlank(), "owner", "must name the team that answers for it")
        .require(parameters.size() <= MAX_PARAMETERS, "parameters", "must be at most 64");
    var names = new HashSet<String>();
    for (ParameterSpec parameter : parameters) {
      faults.require(
          names.add(parameter.name()), "parameters." + parameter.name(), "is there twice");
    }
  }

  static void checkPlace(String subDomain, String capability, Faults faults) {
    faults
        .require(subDomain.matches(WORD), "subDomain", WORD_FORM)
        .require(capability.matches(WORD), "capability", WORD_FORM);
  }

  static void checkSizes(
      Map<String, Template> selector, List<Template> services, Duration watch, Faults faults) {
    faults
        .require(
            !selector.isEmpty() && selector.size() <= MAX_LABELS,
            "selector",
            "must have 1 to 16 labels: a change never means every target by accident")
        .require(
            !services.isEmpty() && services.size() <= MAX_SERVICES,
            "services",
            "must name 1 to 16 services")
        .require(!watch.isNegative(), "watch", "must not be negative");
  }

  static void checkInspection(InspectionSpec inspection, BakePolicy bake, Faults faults) {
    List<MetricSpec> metrics = inspection.metrics();
    faults
        .require(
            metrics.stream().anyMatch(metric -> metric.role() == MetricSpec.Role.DECIDING),
            "inspection.metrics",
            "must have at least one with role: deciding")
        .require(metrics.size() <= MAX_METRICS, "inspection.metrics", "must be at most 50")
        .require(inspection.before().isPositive(), "inspection.before", "must be longer than 0s")
        .require(bake.maximum().isPositive(), "bake.maximum", "must be longer than 0s");
    var names = new HashSet<String>();
    for (int i = 0; i < metrics.size(); i++) {
      MetricSpec metric = metrics.get(i);
      String path = "inspection.metrics[" + i + "]";
      faults
          .require(
              metric.name().matches("[a-z][a-z0-9_]{0,62}"),
              path + ".name",
              "must be small letters, digits and _, and begin with a letter")
          .require(names.add(metric.name()), path + ".name", "is there twice: " + metric.name())
          .require(!metric.query().isBlank(), path + ".query", "must not be empty")
          .require(
              metric.minimumEffect() > 0 && metric.minimumEffect() <= 100,
              path + ".minimumEffect",
              "must lie above 0 and be at most 100: 0.2 is 20 %")
          .require(
              metric.expectedEffect() >= 0 && metric.expectedEffect() <= 100,
              path + ".expectedEffect",
              "must lie between 0 and 100: 0.2 is 20 %")
          .require(
              !metric.histogram()
                  || (metric.kind() == MetricSpec.Kind.LATENCY
                      && metric.badDirection() == MetricSpec.BadDirection.INCREASE),
              path + ".histogram",
              "is for kind: latency with badDirection: increase only");
    }
  }
}
