package dev.sluice.domain.gate;

/**
 * Freezes and incidents that a change passes, and why.
 *
 * @param stops which, in words; empty for none
 * @param actor who lets it pass; empty for an emergency, which needs nobody
 * @param reason why; empty for an emergency
 */
public record Pass(String stops, String actor, String reason) {
  public static final Pass NONE = new Pass("", "", "");

  public boolean isNone() {
    return stops.isEmpty();
  }

  /** For people: "freeze year-end (carol: the cure)". */
  public String words() {
    return actor.isEmpty()
        ? stops + " (an emergency)"
        : "%s (%s: %s)".formatted(stops, actor, reason);
  }
}
