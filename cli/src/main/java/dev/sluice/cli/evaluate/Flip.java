package dev.sluice.cli.evaluate;

import dev.sluice.domain.inspection.Verdict;
import dev.sluice.inspection.recorded.Judgement;
import org.jspecify.annotations.Nullable;

/**
 * What was said about a case, and what is said with other settings.
 *
 * @param before the verdict it is compared with; null where there is none
 * @param whyBefore in one sentence, empty where it isn't known
 * @param after how it is judged now
 */
record Flip(@Nullable Verdict before, String whyBefore, Judgement after) {
  boolean flips() {
    return before != null && before != after.inspection().verdict();
  }
}
