package dev.sluice.simulation.world;

import dev.sluice.domain.plan.Batch;
import dev.sluice.domain.plan.Plan;
import java.util.Arrays;
import java.util.BitSet;

/**
 * The targets of a world as they really are, whatever a rollout believes. Targets are counted from
 * 0 in the plan's order; batches by their number.
 */
public final class Fleet {
  /** What a target really runs. BROKEN: an order to change it failed half-way. */
  public enum Condition {
    OLD,
    NEW,
    BROKEN
  }

  private static final int FOR_GOOD = Integer.MAX_VALUE;

  private final Plan plan;
  private final Dice dice;
  private final int[] firstOfBatch;
  private final Condition[] conditions;
  private final BitSet touched = new BitSet();
  private final BitSet victims = new BitSet();
  private final BitSet judgedGood = new BitSet();
  private final int[] applyFailures;
  private final int[] revertFailures;
  private int atRisk;

  Fleet(Plan plan, Faults faults, Dice dice) {
    this.plan = plan;
    this.dice = dice;
    firstOfBatch = new int[plan.batches().size() + 2];
    for (Batch batch : plan.batches()) {
      firstOfBatch[batch.number() + 1] = firstOfBatch[batch.number()] + batch.targets();
    }
    conditions = new Condition[plan.targets()];
    Arrays.fill(conditions, Condition.OLD);
    applyFailures = failures(faults.applyFails(), faults.forGood());
    revertFailures = failures(faults.revertFails(), faults.forGood());
    if (dice.chance(faults.bad())) {
      double share = dice.chance(0.7) ? 1 : 0.2;
      for (int target = 0; target < conditions.length; target++) {
        victims.set(target, dice.chance(share));
      }
    }
  }

  private int[] failures(double share, double forGood) {
    int[] failures = new int[conditions.length];
    for (int target = 0; target < failures.length; target++) {
      if (dice.chance(share)) {
        failures[target] = dice.chance(forGood) ? FOR_GOOD : 1;
      }
    }
    return failures;
  }

  int first(Batch batch) {
    return firstOfBatch[batch.number()];
  }

  /** Changes one target; again changes nothing. */
  void apply(Batch batch, int target) {
    touched.set(target);
    if (conditions[target] == Condition.NEW) {
      return;
    }
    if (applyFailures[target] > 0) {
      applyFailures[target] = used(applyFailures[target]);
      if (dice.chance(0.5)) {
        become(batch, target, Condition.BROKEN);
      }
    } else {
      become(batch, target, Condition.NEW);
    }
  }

  /** Takes one target back; again changes nothing. */
  void revert(Batch batch, int target) {
    if (conditions[target] == Condition.OLD) {
      return;
    }
    if (revertFailures[target] > 0) {
      revertFailures[target] = used(revertFailures[target]);
    } else {
      become(batch, target, Condition.OLD);
    }
  }

  private static int used(int failures) {
    return failures == FOR_GOOD ? FOR_GOOD : failures - 1;
  }

  private void become(Batch batch, int target, Condition condition) {
    if (!judgedGood.get(batch.number())) {
      atRisk +=
          (condition == Condition.OLD ? 0 : 1) - (conditions[target] == Condition.OLD ? 0 : 1);
    }
    conditions[target] = condition;
  }

  /** Something else changes a target again that an order had reached. */
  void relapse(Batch batch) {
    become(batch, first(batch), Condition.NEW);
  }

  /** A person repairs what never works by itself. */
  void repair() {
    Arrays.fill(applyFailures, 0);
    Arrays.fill(revertFailures, 0);
  }

  /** An inspection or a person found this batch good. */
  void judgeGood(int batch) {
    if (!judgedGood.get(batch)) {
      judgedGood.set(batch);
      atRisk -= count(batch, Condition.NEW) + count(batch, Condition.BROKEN);
    }
  }

  /** Targets of a batch in this condition. */
  public int count(int batch, Condition condition) {
    int count = 0;
    for (int target = firstOfBatch[batch]; target < firstOfBatch[batch + 1]; target++) {
      count += conditions[target] == condition ? 1 : 0;
    }
    return count;
  }

  /** Targets in this condition. */
  public int count(Condition condition) {
    return (int) Arrays.stream(conditions).filter(condition::equals).count();
  }

  /** Changed targets of the first batches that the change harms. */
  int harmed(int fromBatch, int toBatch) {
    int harmed = 0;
    for (int target = firstOfBatch[fromBatch]; target < firstOfBatch[toBatch + 1]; target++) {
      harmed += victims.get(target) && conditions[target] == Condition.NEW ? 1 : 0;
    }
    return harmed;
  }

  /** Whether the change harms any target. */
  public boolean bad() {
    return !victims.isEmpty();
  }

  /** Targets that are not as they were, in batches that nobody has found good. */
  public int atRisk() {
    return atRisk;
  }

  public boolean judgedGood(int batch) {
    return judgedGood.get(batch);
  }

  /** Targets that an order to change them ever reached. */
  public int touched() {
    return touched.cardinality();
  }

  /** The last batch with a touched target, 0 when none is. */
  public int lastTouchedBatch() {
    int last = touched.length() - 1;
    if (last < 0) {
      return 0;
    }
    int batch = 1;
    while (firstOfBatch[batch + 1] <= last) {
      batch++;
    }
    return batch;
  }

  public int size() {
    return plan.targets();
  }
}
