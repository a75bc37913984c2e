package dev.sluice.domain.control;

/**
 * A time in which changes do not begin.
 *
 * @param name for people: "end of the year"
 * @param status shadow freezes are recorded only
 * @param emergency whether emergency changes may begin in it
 */
public record Freeze(
    String name, RuleStatus status, TimeSpan span, Scope scope, boolean emergency) {
  public Freeze {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a freeze has a name");
    }
  }

  /** Whether it is about such a change. */
  public boolean concerns(Reach reach, boolean emergencyChange) {
    return scope.matches(reach) && !(emergency && emergencyChange);
  }
}
