package dev.sluice.domain.ledger;

import dev.sluice.domain.control.ControlLevel;
import dev.sluice.domain.plan.ChangeClass;
import java.util.List;

/**
 * A change became known, with all that was decided about it before anything was touched.
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
 * @param changeClass how far it departs from its type
 * @param risk 1 (harmless) to 5 (dangerous)
 * @param probability of harm, 0 to 1; NaN where none was estimated
 * @param level control level that it reaches
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
    ChangeClass changeClass,
    int risk,
    double probability,
    ControlLevel level,
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
    if (risk < 1 || risk > 5) {
      throw new IllegalArgumentException("risk must lie in 1 to 5: " + risk);
    }
  }
}
