package dev.sluice.domain.changetype;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Which values of its type a parameter takes.
 *
 * @param min smallest value, written as the parameter's type; null for none
 * @param max biggest value, likewise
 * @param allowed the only values, empty for any
 * @param pattern regular expression that the whole value matches, null for none
 */
public record ValueLimits(
    @Nullable String min, @Nullable String max, List<String> allowed, @Nullable String pattern) {
  public static final ValueLimits NONE = new ValueLimits(null, null, List.of(), null);

  public ValueLimits {
    allowed = List.copyOf(allowed);
    if (pattern != null) {
      requireRegularExpression(pattern);
    }
  }

  /** Whether a text is held to a closed form, so that it can't smuggle anything into a query. */
  boolean closed() {
    return pattern != null || !allowed.isEmpty();
  }

  /** What is allowed, in words; empty when everything is. */
  public String inWords() {
    var parts = new ArrayList<String>();
    if (min != null && max != null) {
      parts.add(min + " to " + max);
    } else if (min != null) {
      parts.add("at least " + min);
    } else if (max != null) {
      parts.add("at most " + max);
    }
    if (!allowed.isEmpty()) {
      parts.add("one of: " + String.join(", ", allowed));
    }
    if (pattern != null) {
      parts.add("matches " + pattern);
    }
    return String.join("; ", parts);
  }

  boolean allow(ParameterType type, String value) {
    return (min == null || compare(type, value, min) >= 0)
        && (max == null || compare(type, value, max) <= 0)
        && (allowed.isEmpty() || allowed.contains(value))
        && (pattern == null || Pattern.matches(pattern, value));
  }

  void check(ParameterType type, Faults faults) {
    checkBound(type, "min", min, faults);
    checkBound(type, "max", max, faults);
    if (min != null && max != null && type.reads(min) && type.reads(max) && type.ordered()) {
      faults.require(compare(type, min, max) <= 0, "min", "must not be above max, " + max);
    }
    for (int i = 0; i < allowed.size(); i++) {
      faults.require(type.reads(allowed.get(i)), "allowed[" + i + "]", "must be " + type.form());
    }
    faults.require(
        pattern == null || type == ParameterType.STRING,
        "pattern",
        "is for type string only: use min, max or allowed");
  }

  private static void checkBound(
      ParameterType type, String key, @Nullable String bound, Faults faults) {
    if (bound == null) {
      return;
    }
    if (type.ordered()) {
      faults.require(type.reads(bound), key, "must be " + type.form() + ", not " + bound);
    } else {
      faults.add(key, "is for integer, number and duration only: use pattern or allowed");
    }
  }

  private static int compare(ParameterType type, String left, String right) {
    return size(type, left).compareTo(size(type, right));
  }

  private static BigDecimal size(ParameterType type, String value) {
    Optional<BigDecimal> size = type.size(value);
    return size.orElseThrow(() -> new IllegalArgumentException(value + " is not " + type.form()));
  }

  private static void requireRegularExpression(String pattern) {
    try {
      Pattern.compile(pattern);
    } catch (PatternSyntaxException wrong) {
      throw new InvalidChangeTypeException(
          List.of(new Fault("pattern", "is no regular expression: " + wrong.getDescription())));
    }
  }
}
