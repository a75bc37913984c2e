package dev.sluice.domain.subdomain;

import dev.sluice.domain.changetype.ParameterSpec;
import java.util.List;

/**
 * One kind of change that a sub-domain can carry out.
 *
 * @param name as change types name it: {@code release}
 * @param description one sentence for people
 * @param targetKind name of the kind of target it changes
 * @param parameters what it is told, with types and limits
 * @param wayBack how a target is taken back
 */
public record Capability(
    String name,
    String description,
    String targetKind,
    List<ParameterSpec> parameters,
    WayBack wayBack) {

  public Capability {
    parameters = List.copyOf(parameters);
  }

  /** Whether a target can be taken back to what it was. */
  public boolean reversible() {
    return wayBack.exists();
  }

  /**
   * @param exists whether there is one
   * @param words one sentence for people: how, or why not
   */
  public record WayBack(boolean exists, String words) {
    public static WayBack by(String words) {
      return new WayBack(true, words);
    }

    public static WayBack none(String why) {
      return new WayBack(false, why);
    }
  }
}
