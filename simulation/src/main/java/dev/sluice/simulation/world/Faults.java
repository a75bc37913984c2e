package dev.sluice.simulation.world;

/**
 * How often what goes wrong. Every share and chance lies in [0, 1].
 *
 * @param bad chance that the change is bad
 * @param inconclusive chance that an inspection can't tell
 * @param falseAlarm chance that an inspection accuses a harmless batch
 * @param applyFails share of targets that can't be changed at first
 * @param revertFails share of targets that can't be taken back at first
 * @param forGood chance that such a target fails until a person has repaired it
 * @param workerDies chance, at each step of an order, that its worker dies and another begins anew
 * @param late chance that an answer comes hours late
 * @param repeated chance that a signal is delivered again later
 * @param stageLost chance that a stage's rollout is lost, or stopped from outside
 * @param relapse chance that something else changes a target again that was taken back
 * @param breaks chance that Sluice itself breaks in a last watch, or when it asks whether all are
 *     back
 * @param meddling most things that operators do unasked, 0 for none
 * @param stops most freezes and incidents, 0 for none
 */
public record Faults(
    double bad,
    double inconclusive,
    double falseAlarm,
    double applyFails,
    double revertFails,
    double forGood,
    double workerDies,
    double late,
    double repeated,
    double stageLost,
    double relapse,
    double breaks,
    int meddling,
    int stops) {
  static final Faults NONE = new Faults(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
}
