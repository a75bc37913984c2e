package dev.sluice.cli.ledger.report;

import dev.sluice.cli.report.Quantity;
import dev.sluice.domain.report.Accuracy;
import dev.sluice.domain.report.Report;
import dev.sluice.domain.report.Share;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Figures as people read them. */
final class Told {
  private static final String NOTHING = "–";

  private Told() {}

  /** "78.1 %"; a dash of nothing. */
  static String percent(Share share) {
    return percent(share.rate());
  }

  static String percent(double rate) {
    return Double.isFinite(rate) ? String.format(Locale.ROOT, "%.1f %%", 100 * rate) : NOTHING;
  }

  /** "75 %", for scales. */
  static String percentTick(double rate) {
    return Math.round(100 * rate) + " %";
  }

  /** "781 of 1,000". */
  static String counts(Share share) {
    return count(share.part()) + " of " + count(share.whole());
  }

  /** "10,000". */
  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** "62.5 %, 10 of 16, 95 % interval 39 to 82 %", or that nobody has said anything. */
  static String precision(Accuracy accuracy) {
    Share precision = accuracy.precision();
    return precision.whole() == 0
        ? interval(accuracy)
        : percent(precision) + ", " + interval(accuracy);
  }

  /** "10 of 16, 95 % interval 39 to 82 %", or that nobody has said anything. */
  static String interval(Accuracy accuracy) {
    Share precision = accuracy.precision();
    return precision.whole() == 0
        ? "no feedback yet"
        : "%s, 95 %% interval %.0f to %.0f %%"
            .formatted(
                counts(precision),
                100 * precision.interval().low(),
                100 * precision.interval().high());
  }

  static String length(Duration length) {
    return Quantity.length(length.truncatedTo(ChronoUnit.SECONDS));
  }

  /** Whole hours. */
  static String hours(Duration length) {
    return count(Math.round(length.toSeconds() / 3600.0)) + " h";
  }

  static String period(Report report) {
    LocalDate from = LocalDate.ofInstant(report.since(), ZoneOffset.UTC);
    LocalDate until = LocalDate.ofInstant(report.until(), ZoneOffset.UTC);
    return from + " to " + until;
  }
}
