package dev.sluice.domain.ledger;

import dev.sluice.domain.control.ControlLevel;
import dev.sluice.domain.plan.ChangeClass;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change became known, with all that was decided about it before anything was touched. Of one
 * that was refused before it was planned, class, risk and level are not known: either all three are
 * or none.
 *
 * @param type its change type; empty where it has none
 * @param version version of the type
 * @param kind who carries it out
 * @param title one line for people
 * @param requester who asked for it
 * @param services services it touches
 * @param zones zones it touches
 * @param targets targets planned
 * @param share share of its services' targets that it touches, 0 to 1; NaN where unknown
 * @param reversible whether every step has a way back
 * @param changeClass how far it departs from its type; null where it was never planned
 * @param risk 1 (harmless) to 5 (dangerous); 0 where it was never planned
 * @param probability of harm, 0 to 1; NaN where none was estimated
 * @param level control level that it reaches; null where it was never planned
 * @param reasons why class, risk and level are what they are, a sentence each
 * @param rules rules of policies that matched
 */
public record Registered(
    String type,
    String version,
    ChangeKind kind,
    String title,
    String requester,
    List<String> services,
    List<String> zones,
    int targets,
    double share,
    boolean reversible,
    @Nullable ChangeClass changeClass,
    int risk,
    double probability,
    @Nullable ControlLevel level,
    List<String> reasons,
    List<MatchedRule> rules)
    implements Content {
  public Registered {
    type = Limits.text(type);
    version = Limits.text(version);
    title = Limits.text(title);
    requester = Limits.text(requester);
    services = Limits.texts("services", services);
    zones = Limits.texts("zones", zones);
    targets = Limits.count("targets", targets);
    share = Limits.share("share", share);
    probability = Limits.share("probability", probability);
    reasons = Limits.texts("reasons", reasons);
    rules = Limits.list("rules", rules, Limits.LONGEST_LIST);
    boolean planned = changeClass != null;
    if (planned != (level != null) || planned != (risk > 0)) {
      throw new IllegalArgumentException(
          "class, risk and level are known together or not at all: %s, %d, %s"
              .formatted(changeClass, risk, level));
    }
    if (risk < 0 || risk > 5) {
      throw new IllegalArgumentException("risk must lie in 1 to 5: " + risk);
    }
  }

  /** A change that was refused before it was planned. */
  public static Registered unplanned(
      String type, ChangeKind kind, String title, String requester, String why) {
    return new Registered(
        type,
        "",
        kind,
        title,
        requester,
        List.of(),
        List.of(),
        0,
        Double.NaN,
        false,
        null,
        0,
        Double.NaN,
        null,
        List.of(why),
        List.of());
  }

  /** Whether it was classified, so that its class, its risk and its level are known. */
  public boolean isPlanned() {
    return changeClass != null;
  }
}
