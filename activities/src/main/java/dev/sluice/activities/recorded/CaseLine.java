package dev.sluice.activities.recorded;

import dev.sluice.domain.inspection.Verdict;
import dev.sluice.inspection.recorded.RecordedCase;
import org.jspecify.annotations.Nullable;

/**
 * One line of a file of cases.
 *
 * @param recorded what was measured
 * @param said what the inspection of the running change said; null where there was none
 */
public record CaseLine(RecordedCase recorded, @Nullable Said said) {

  /**
   * The verdict a running change has acted on.
   *
   * @param verdict what was said
   * @param why in one sentence, may be empty
   */
  public record Said(Verdict verdict, String why) {}
}
