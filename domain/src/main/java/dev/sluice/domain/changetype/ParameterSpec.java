package dev.sluice.domain.changetype;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One thing that whoever starts a change says about it.
 *
 * @param name as templates name it: {@code service}
 * @param type what its text must be readable as
 * @param required whether it must be given
 * @param defaultValue taken when it is not given, null for none
 * @param description one sentence for people
 * @param limits which values it takes
 */
public record ParameterSpec(
    String name,
    ParameterType type,
    boolean required,
    @Nullable String defaultValue,
    String description,
    ValueLimits limits) {
  static final int MAX_VALUE_LENGTH = 1_024;

  public ParameterSpec {
    var faults = new Faults();
    faults
        .require(
            name.matches("[a-z][a-zA-Z0-9_]{0,62}"),
            "",
            "a parameter's name is letters, digits and _ and begins with a small letter: " + name)
        .require(
            !name.equals(ChangeType.TARGET_COUNT),
            "",
            "the name is taken: ${targets} stands for the number of targets")
        .require(
            !required || defaultValue == null,
            "default",
            "has no use where required is true: remove one of them");
    limits.check(type, faults);
    faults.throwIfAny();
    if (defaultValue != null) {
      Optional<String> wrong = fault(type, limits, defaultValue);
      faults.require(wrong.isEmpty(), "default", wrong.orElse("")).throwIfAny();
    }
  }

  /** A text that must be given, of a closed form. */
  public static ParameterSpec required(String name, String description, String pattern) {
    return new ParameterSpec(
        name,
        ParameterType.STRING,
        true,
        null,
        description,
        new ValueLimits(null, null, List.of(), pattern));
  }

  /** What is wrong with a value and what would be right; empty when it is right. */
  Optional<String> fault(String value) {
    return fault(type, limits, value);
  }

  boolean alwaysThere() {
    return required || defaultValue != null;
  }

  private static Optional<String> fault(ParameterType type, ValueLimits limits, String value) {
    if (value.length() > MAX_VALUE_LENGTH) {
      return Optional.of("is longer than 1,024 characters: shorten it");
    }
    if (!type.reads(value)) {
      return Optional.of("must be " + type.form() + ", not " + value);
    }
    return limits.allow(type, value)
        ? Optional.empty()
        : Optional.of("must be within its limits (" + limits.inWords() + "), not " + value);
  }
}
