package dev.sluice.domain.report;

/**
 * The figures of some changes. Each is defined in docs/report.md.
 *
 * @param changes all that became known, but those that were refused before they were planned
 * @param unregistered those of them that nobody registered
 * @param standard those of them at or above the control level that their services ask for
 * @param ended those of them that have ended
 * @param refused those that were refused, planned or not: they touched nothing
 * @param unattended ended ones that nobody had to look at
 * @param touched ended ones that touched a target
 * @param failed touched ones that did harm
 * @param caught failed ones that were stopped before the full release
 * @param falseHolds alarms that stopped a change and were false, as far as people said so
 * @param waiting time for which ended ones waited
 * @param baking time for which ended ones baked
 */
public record Figures(
    int changes,
    int unregistered,
    int standard,
    int ended,
    int refused,
    int unattended,
    int touched,
    int failed,
    int caught,
    int falseHolds,
    Spread waiting,
    Spread baking) {
  /** The standardization rate. */
  public Share standardization() {
    return new Share(standard, changes);
  }

  /** The unattended rate. */
  public Share withoutPeople() {
    return new Share(unattended, ended);
  }

  /** The change failure rate. */
  public Share failure() {
    return new Share(failed, touched);
  }

  /** How many of the failures were caught before the full release. */
  public Share caughtEarly() {
    return new Share(caught, failed);
  }
}
