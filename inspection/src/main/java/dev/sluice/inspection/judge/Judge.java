package dev.sluice.inspection.judge;

import dev.sluice.domain.inspection.Inspection;

/**
 * Answers a {@link Case}. Pure: the same case always gets the same answer, and nothing after {@code
 * now} is looked at.
 */
public interface Judge {
  /**
   * @return FAIL as soon as the evidence suffices, PASS when the data suffice to exclude a harm
   *     that matters, else INCONCLUSIVE
   */
  Inspection judge(Case question);
}
