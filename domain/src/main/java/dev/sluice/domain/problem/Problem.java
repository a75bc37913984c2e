package dev.sluice.domain.problem;

/**
 * What went wrong, told apart by who must act. Each has a stable code that is also a metric label.
 */
public sealed interface Problem {
  /** Stable, upper case: {@code UNKNOWN_PARAMETER}. */
  String code();

  /** One sentence that names the place and the remedy. */
  String message();

  /** The same, saying first where it is: {@code step release of change type x}. */
  default Problem within(String place) {
    String said = place + ": " + message();
    return switch (this) {
      case ForAuthor _ -> new ForAuthor(code(), said);
      case ForOperator _ -> new ForOperator(code(), said);
      case Passing _ -> new Passing(code(), said);
    };
  }

  /**
   * The author of the change must act: the request or the change type is wrong. Trying again is no
   * use.
   */
  record ForAuthor(String code, String message) implements Problem {}

  /**
   * An operator must act: a target or system is in a state that Sluice must not touch. Trying again
   * is no use.
   */
  record ForOperator(String code, String message) implements Problem {}

  /** Nobody must act: it is worth trying again. */
  record Passing(String code, String message) implements Problem {}
}
