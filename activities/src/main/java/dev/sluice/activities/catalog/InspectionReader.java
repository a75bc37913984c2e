package dev.sluice.activities.catalog;

import dev.sluice.activities.yaml.Section;
import dev.sluice.activities.yaml.YamlValue;
import dev.sluice.domain.inspection.InspectionSpec;
import dev.sluice.domain.inspection.MetricSpec;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what is looked at while a batch bakes. */
final class InspectionReader {
  private static final BigDecimal ALPHA = new BigDecimal("0.01");
  private static final Duration BEFORE = Duration.ofMinutes(15);
  private static final BigDecimal MINIMUM_EFFECT = new BigDecimal("0.2");
  private static final BigDecimal MINIMUM_DIFFERENCE = new BigDecimal("0.01");

  private InspectionReader() {}

  static @Nullable InspectionSpec inspection(@Nullable Section section) {
    if (section == null) {
      return null;
    }
    String source = section.text("source");
    double alpha = section.decimal("alpha", ALPHA).doubleValue();
    if (!(alpha > 0 && alpha < 0.5)) {
      section.refuse("alpha", "must lie above 0 and below 0.5, not " + alpha);
    }
    Duration before = section.duration("before", BEFORE);
    section.required("metrics", "a list of metrics, at least one deciding");
    List<MetricSpec> metrics = metrics(section);
    return section.build(() -> new InspectionSpec(source, metrics, alpha, before));
  }

  private static List<MetricSpec> metrics(Section section) {
    var metrics = new ArrayList<MetricSpec>();
    List<YamlValue> items = section.items("metrics");
    for (int i = 0; i < items.size(); i++) {
      Section item =
          section.section(section.at("metrics[" + i + "]"), items.get(i), SectionShape.METRIC);
      MetricSpec metric = item == null ? null : metric(item);
      if (metric != null) {
        metrics.add(metric);
      }
    }
    return metrics;
  }

  private static @Nullable MetricSpec metric(Section section) {
    String name = section.text("name");
    MetricSpec.Kind kind = section.choice("kind", MetricSpec.Kind.class);
    MetricSpec.Role role = section.choice("role", MetricSpec.Role.class, MetricSpec.Role.DECIDING);
    MetricSpec.BadDirection badDirection =
        section.choice("badDirection", MetricSpec.BadDirection.class, usualBadDirection(kind));
    String query = section.text("query");
    boolean histogram = section.flag("histogram");
    double minimumEffect = section.decimal("minimumEffect", usualMinimum(kind)).doubleValue();
    double expectedEffect = section.decimal("expectedEffect", BigDecimal.ZERO).doubleValue();
    return section.build(() ->
        new MetricSpec(
            name, kind, badDirection, role, query, minimumEffect, expectedEffect, histogram));
  }

  private static BigDecimal usualMinimum(MetricSpec.Kind kind) {
    return switch (kind) {
      case ERROR_RATE, SUCCESS_RATE -> MINIMUM_DIFFERENCE;
      case LATENCY, RESOURCE, LOAD, BUSINESS -> MINIMUM_EFFECT;
    };
  }

  private static MetricSpec.BadDirection usualBadDirection(MetricSpec.Kind kind) {
    return switch (kind) {
      case LATENCY, ERROR_RATE, RESOURCE -> MetricSpec.BadDirection.INCREASE;
      case SUCCESS_RATE, BUSINESS -> MetricSpec.BadDirection.DECREASE;
      case LOAD -> MetricSpec.BadDirection.EITHER;
    };
  }
}
