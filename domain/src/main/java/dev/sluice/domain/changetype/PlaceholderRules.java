package dev.sluice.domain.changetype;

import dev.sluice.domain.inspection.InspectionSpec;
import dev.sluice.domain.inspection.MetricSpec;
import dev.sluice.domain.problem.NearestName;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Checks that every placeholder will have a value, and none that could alter a query. */
final class PlaceholderRules {
  private final Map<String, ParameterSpec> parameters;
  private final Faults faults;

  PlaceholderRules(List<ParameterSpec> parameters, Faults faults) {
    this.parameters =
        parameters.stream()
            .collect(
                Collectors.toMap(ParameterSpec::name, Function.identity(), (first, _) -> first));
    this.faults = faults;
  }

  void check(
      Template title,
      Map<String, Template> selector,
      List<Template> services,
      InspectionSpec inspection) {
    checkTitle(title);
    selector.forEach((label, value) -> checkAllThere("selector." + label, value));
    for (int i = 0; i < services.size(); i++) {
      checkAllThere("services[" + i + "]", services.get(i));
    }
    List<MetricSpec> metrics = inspection.metrics();
    for (int i = 0; i < metrics.size(); i++) {
      checkQuery("inspection.metrics[" + i + "].query", metrics.get(i).query());
    }
  }

  /** A number from 0 to 100, or one parameter that can be nothing else. */
  void checkPercent(String path, @Nullable Template percent) {
    if (percent == null) {
      return;
    }
    checkAllThere(path, percent);
    for (String name : percent.placeholders()) {
      ParameterSpec parameter = parameters.get(name);
      faults.require(
          parameter == null || parameter.type() != ParameterType.STRING,
          path,
          "takes ${%s}, which is a text: it must be a number".formatted(name));
    }
    faults.require(
        !percent.placeholders().isEmpty() || Percent.of(percent.text()) != null,
        path,
        "must be a number from 0 to 100, or a ${parameter} that is one");
  }

  void checkTitle(Template title) {
    title.placeholders().stream()
        .filter(name -> !name.equals(ChangeType.TARGET_COUNT))
        .forEach(name -> checkThere("title", name));
  }

  private void checkQuery(String path, String text) {
    Template query;
    try {
      query = new Template(text);
    } catch (InvalidChangeTypeException wrong) {
      wrong.faults().forEach(fault -> faults.add(path, fault.message()));
      return;
    }
    checkAllThere(path, query);
    for (String name : query.placeholders()) {
      ParameterSpec parameter = parameters.get(name);
      faults.require(
          parameter == null
              || parameter.type() != ParameterType.STRING
              || parameter.limits().closed(),
          path,
          "takes any text as ${"
              + name
              + "}, which could alter the query: give parameter "
              + name
              + " a pattern or allowed values");
    }
  }

  void checkAllThere(String path, Template template) {
    template.placeholders().forEach(name -> checkThere(path, name));
  }

  private void checkThere(String path, String name) {
    ParameterSpec parameter = parameters.get(name);
    if (parameter == null) {
      faults.add(
          path,
          "unknown placeholder ${"
              + name
              + "}: "
              + NearestName.advice(name, new TreeSet<>(parameters.keySet())));
    } else {
      faults.require(
          parameter.alwaysThere(),
          path,
          "uses ${"
              + name
              + "}, which may be absent: make parameter "
              + name
              + " required or give it a default");
    }
  }
}
