package dev.sluice.cli.evaluate.report;

import dev.sluice.cli.terminal.Style;
import dev.sluice.domain.inspection.Verdict;

/** Verdicts as a person reads them. */
final class Words {
  private Words() {}

  static String painted(Verdict verdict, Style style) {
    return switch (verdict) {
      case PASS -> style.good(verdict.name());
      case FAIL -> style.bad(verdict.name());
      case INCONCLUSIVE -> style.doubtful(verdict.name());
    };
  }
}
