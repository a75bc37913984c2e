package dev.sluice.activities.recorded;

import dev.sluice.domain.inspection.MetricSpec;
import dev.sluice.domain.inspection.MetricSpec.BadDirection;
import dev.sluice.domain.inspection.MetricSpec.Kind;
import dev.sluice.domain.inspection.MetricSpec.Role;
import dev.sluice.inspection.recorded.RecordedMetric;
import dev.sluice.inspection.recorded.RecordedShare;
import dev.sluice.inspection.recorded.RecordedTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/** One metric of a case while it is read. */
final class MetricParser {
  private static final String EXPECTED_EFFECT = "a number from 0, where 0 expects nothing";
  private static final String BOUND = "the bound of a bucket in seconds, above 0";
  private static final String MINIMUM_EFFECT = "a number from 0, where 0 is the judge's default";

  private final CaseFields fields;
  private @Nullable String name;
  private @Nullable KindWord kind;
  private @Nullable DirectionWord direction;
  private @Nullable Role role;
  private double minimumEffect;
  private double expectedEffect;
  private @Nullable String histogram;
  private double bound;
  private @Nullable List<RecordedTarget> treatment;
  private List<RecordedTarget> control = List.of();

  MetricParser(CaseFields fields) {
    this.fields = fields;
  }

  /** What the format calls kinds. */
  private enum KindWord {
    LATENCY,
    ERROR_RATE,
    SUCCESS_RATE,
    RESOURCE,
    LOAD,
    BUSINESS,
    UNKNOWN;

    Kind kind() {
      return switch (this) {
        case LATENCY -> Kind.LATENCY;
        case ERROR_RATE -> Kind.ERROR_RATE;
        case SUCCESS_RATE -> Kind.SUCCESS_RATE;
        case RESOURCE -> Kind.RESOURCE;
        case LOAD -> Kind.LOAD;
        case BUSINESS, UNKNOWN -> Kind.BUSINESS;
      };
    }
  }

  /** What the format calls directions. */
  private enum DirectionWord {
    INCREASE,
    DECREASE,
    EITHER,
    NONE;

    BadDirection direction() {
      return switch (this) {
        case INCREASE -> BadDirection.INCREASE;
        case DECREASE -> BadDirection.DECREASE;
        case EITHER, NONE -> BadDirection.EITHER;
      };
    }
  }

  RecordedMetric read() throws BrokenCaseException {
    fields.object();
    for (String field = fields.nextField(); !field.isEmpty(); field = fields.nextField()) {
      switch (field) {
        case "name" -> name = fields.text();
        case "kind" -> kind = fields.word(KindWord.class);
        case "bad_direction" -> direction = fields.word(DirectionWord.class);
        case "role" -> role = fields.word(Role.class);
        case "minimum_effect" -> minimumEffect = effect(MINIMUM_EFFECT);
        case "expected_effect" -> expectedEffect = effect(EXPECTED_EFFECT);
        case "share_of" -> histogram = fields.text();
        case "slower_than_s" -> bound = bound();
        case "treatment" -> treatment = treatment();
        case "control" -> control = targets();
        default -> fields.skip();
      }
    }
    return whole();
  }

  private RecordedMetric whole() throws BrokenCaseException {
    if (name == null) {
      throw fields.missing("name", "a text");
    }
    if (kind == null) {
      throw fields.missing(
          "kind", "one of latency, error_rate, success_rate, resource, load, business, unknown");
    }
    if (direction == null) {
      throw fields.missing("bad_direction", "one of increase, decrease, either, none");
    }
    if (treatment == null) {
      throw fields.missing("treatment", "a list of at least one changed target");
    }
    var spec =
        new MetricSpec(
            name,
            kind.kind(),
            direction.direction(),
            role(direction),
            "",
            minimumEffect,
            expectedEffect);
    checkCounted(treatment);
    return new RecordedMetric(spec, treatment, control, share());
  }

  private @Nullable RecordedShare share() throws BrokenCaseException {
    if (histogram == null) {
      return null;
    }
    if (bound == 0) {
      throw fields.missing("slower_than_s", BOUND);
    }
    return new RecordedShare(histogram, bound);
  }

  private double bound() throws BrokenCaseException {
    double seconds = fields.number(BOUND);
    if (!(seconds > 0 && Double.isFinite(seconds))) {
      throw fields.wrong(BOUND);
    }
    return seconds;
  }

  /** Counted beside not counted can't be judged: the others would look as if nobody came. */
  private void checkCounted(List<RecordedTarget> changed) throws BrokenCaseException {
    boolean counted =
        Stream.concat(changed.stream(), control.stream()).anyMatch(RecordedTarget::isCounted);
    if (counted) {
      checkCounted("treatment", changed);
      checkCounted("control", control);
    }
  }

  private void checkCounted(String group, List<RecordedTarget> targets) throws BrokenCaseException {
    for (int i = 0; i < targets.size(); i++) {
      if (!targets.get(i).isCounted()) {
        throw fields.missing(
            "%s[%d].requests_before".formatted(group, i),
            "given for all targets of the metric or for none");
      }
    }
  }

  private Role role(DirectionWord way) {
    if (way == DirectionWord.NONE) {
      return Role.CONTEXT;
    }
    return role == null ? Role.DECIDING : role;
  }

  private double effect(String wanted) throws BrokenCaseException {
    double effect = fields.number(wanted);
    if (!(effect >= 0 && Double.isFinite(effect))) {
      throw fields.wrong(wanted);
    }
    return effect;
  }

  private List<RecordedTarget> treatment() throws BrokenCaseException {
    List<RecordedTarget> read = targets();
    if (read.isEmpty()) {
      throw fields.empty("a list of at least one changed target");
    }
    return read;
  }

  private List<RecordedTarget> targets() throws BrokenCaseException {
    fields.array();
    List<RecordedTarget> read = new ArrayList<>();
    while (fields.next() != JsonToken.END_ARRAY) {
      read.add(new TargetParser(fields).read());
    }
    return read;
  }
}
