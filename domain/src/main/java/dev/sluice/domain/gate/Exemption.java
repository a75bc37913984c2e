package dev.sluice.domain.gate;

/**
 * Who lets a change pass freezes and incidents.
 *
 * @param actor empty where nobody does
 */
public record Exemption(String actor, String reason) {
  public static final Exemption NONE = new Exemption("", "");

  boolean isNone() {
    return actor.isEmpty();
  }
}
