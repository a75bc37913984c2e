package dev.sluice.cli.ledger;

import dev.sluice.cli.command.UsageProblem;
import dev.sluice.domain.inspection.Verdict;
import dev.sluice.domain.ledger.Entry;
import dev.sluice.domain.ledger.Feedback.Opinion;
import dev.sluice.domain.ledger.Held;
import dev.sluice.domain.ledger.HoldCause;
import dev.sluice.domain.ledger.Judged;
import dev.sluice.domain.ledger.Registered;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Finds the entry that feedback is about. */
final class FeedbackAim {
  /** Where no batch is named: 0 is the watch after the last one. */
  static final int ANY_BATCH = -1;

  private FeedbackAim() {}

  /**
   * Its key.
   *
   * @param entries of the change, in their order
   * @throws UsageProblem where there is nothing that such feedback could be about
   */
  static String at(String change, List<Entry> entries, Opinion said, int batch, String rule) {
    if (entries.isEmpty()) {
      throw new UsageProblem("the ledger knows no change " + change);
    }
    if (!rule.isEmpty()) {
      return ofRule(change, entries, said, batch, rule);
    }
    Entry verdict = last(entries, entry -> isVerdict(entry, said, batch));
    if (verdict != null) {
      return verdict.key();
    }
    if (batch != ANY_BATCH) {
      throw new UsageProblem(
          "%s has no %sverdict on batch %d: `sluice ledger list --change %s` shows what it has"
              .formatted(change, said == Opinion.MISSED ? "" : "failed ", batch, change));
    }
    if (said != Opinion.MISSED) {
      throw new UsageProblem(
          "no verdict on %s failed, so there was no alarm: say missed, or name a --rule"
              .formatted(change));
    }
    return entries.getFirst().key();
  }

  private static boolean isVerdict(Entry entry, Opinion said, int batch) {
    return entry.content() instanceof Judged judged
        && (batch == ANY_BATCH || judged.batch() == batch)
        && (said == Opinion.MISSED || judged.verdict() == Verdict.FAIL);
  }

  private static String ofRule(
      String change, List<Entry> entries, Opinion said, int batch, String rule) {
    if (batch != ANY_BATCH) {
      throw new UsageProblem("--batch and --rule exclude each other");
    }
    if (said == Opinion.MISSED) {
      throw new UsageProblem("a rule gives true or false alarms: missed is said without --rule");
    }
    Entry hold =
        last(
            entries,
            entry ->
                entry.content() instanceof Held held
                    && held.cause() == HoldCause.POLICY
                    && held.on().equals(rule));
    if (hold != null) {
      return hold.key();
    }
    Entry match =
        last(
            entries,
            entry ->
                entry.content() instanceof Registered registered
                    && registered.rules().stream().anyMatch(one -> one.rule().equals(rule)));
    if (match == null) {
      throw new UsageProblem(
          "no rule %s held or matched %s: `sluice ledger list --change %s --json` shows those that did"
              .formatted(rule, change, change));
    }
    return match.key();
  }

  private static @Nullable Entry last(List<Entry> entries, Predicate<Entry> wanted) {
    Entry found = null;
    for (Entry entry : entries) {
      found = wanted.test(entry) ? entry : found;
    }
    return found;
  }
}
