package dev.sluice.domain.changetype;

import java.math.BigDecimal;
import java.util.Optional;

/** What a parameter's text must be readable as. */
public enum ParameterType {
  STRING("text", false),
  INTEGER("a whole number", true),
  NUMBER("a number", true),
  BOOLEAN("true or false", false),
  DURATION(DurationText.FORM, true);

  private static final int MAX_DIGITS = 30;

  private final String form;
  private final boolean ordered;

  ParameterType(String form, boolean ordered) {
    this.form = form;
    this.ordered = ordered;
  }

  /** What is right, for messages: "a whole number". */
  public String form() {
    return form;
  }

  /** Whether values have a size, so that a minimum and a maximum make sense. */
  public boolean ordered() {
    return ordered;
  }

  boolean reads(String text) {
    return switch (this) {
      case STRING -> true;
      case BOOLEAN -> text.equals("true") || text.equals("false");
      case INTEGER, NUMBER, DURATION -> size(text).isPresent();
    };
  }

  /** The value as a number that can be compared; empty when the text is none of this type. */
  Optional<BigDecimal> size(String text) {
    return switch (this) {
      case STRING, BOOLEAN -> Optional.empty();
      case INTEGER ->
          text.matches("-?\\d{1,18}") ? Optional.of(new BigDecimal(text)) : Optional.empty();
      case NUMBER ->
          text.length() <= MAX_DIGITS && text.matches("-?\\d+(\\.\\d+)?")
              ? Optional.of(new BigDecimal(text))
              : Optional.empty();
      case DURATION ->
          DurationText.parse(text).map(duration -> BigDecimal.valueOf(duration.toMillis()));
    };
  }
}
