package dev.sluice.workflows.change;

import dev.sluice.proto.v1.Change;
import dev.sluice.proto.v1.Evidence;
import dev.sluice.proto.v1.Inspection;
import dev.sluice.proto.v1.Outcome;
import dev.sluice.proto.v1.Phase;
import dev.sluice.proto.v1.Progress;
import dev.sluice.workflows.wire.TimeWire;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * What the Temporal UI shows of a change, in Markdown: what it does now, why it waits, what the
 * newest inspection said, what happened last.
 */
final class ChangeDetails {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final int METRICS_SHOWN = 6;

  private ChangeDetails() {}

  /**
   * @param change the change as the API shows it
   * @param recent the newest events, oldest first
   */
  static String markdown(Change change, List<String> recent) {
    StringBuilder text = new StringBuilder();
    headline(text, change);
    progress(text, change);
    if (change.hasInspection()) {
      inspection(text, change.getInspection());
    }
    if (!recent.isEmpty()) {
      text.append("\n#### Last events (UTC)\n");
      recent.forEach(event -> text.append("- ").append(plain(event)).append('\n'));
    }
    return text.toString();
  }

  private static void headline(StringBuilder text, Change change) {
    boolean ended = change.getPhase() == Phase.ENDED;
    text.append("### ").append(ended ? words(change.getOutcome()) : words(change.getPhase()));
    text.append('\n');
    if (!change.getWaitingFor().isEmpty()) {
      text.append("**Waits for** ").append(plain(change.getWaitingFor())).append("\n\n");
    }
    if (!change.getStatusReason().isEmpty()) {
      text.append("**Why**: ").append(plain(change.getStatusReason())).append("\n\n");
    }
  }

  private static void progress(StringBuilder text, Change change) {
    Progress progress = change.getProgress();
    if (progress.getStages() == 0) {
      return;
    }
    text.append("\n| stage | batch | targets changed | at risk | taken back |\n");
    text.append("| --- | --- | --- | --- | --- |\n");
    text.append(
        "| %s | %s | %s | %d | %d |%n"
            .formatted(
                progress.getStage() == 0
                    ? "none yet"
                    : "%s: %s"
                        .formatted(
                            of(progress.getStage(), progress.getStages()),
                            plain(progress.getStageTitle())),
                of(progress.getBatch(), progress.getBatches()),
                of(progress.getTargetsChanged(), progress.getTargets()),
                progress.getTargetsAtRisk(),
                progress.getTargetsReverted())
            .replace(System.lineSeparator(), "\n"));
    if (progress.hasBakeStartTime()) {
      text.append(
          "\nBaking since %s, until %s at the latest.\n"
              .formatted(
                  clock(TimeWire.toDomain(progress.getBakeStartTime())),
                  clock(TimeWire.toDomain(progress.getBakeDeadline()))));
    }
  }

  private static void inspection(StringBuilder text, Inspection inspection) {
    text.append(
        "\n#### Inspection at %s: %s\n%s\n"
            .formatted(
                clock(TimeWire.toDomain(inspection.getTime())),
                inspection.getVerdict(),
                plain(inspection.getSummary())));
    if (inspection.getEvidenceCount() == 0) {
      return;
    }
    text.append("\n| metric | verdict | observed | expected | effect | statistic |\n");
    text.append("| --- | --- | --- | --- | --- | --- |\n");
    inspection.getEvidenceList().stream()
        .limit(METRICS_SHOWN)
        .forEach(evidence -> text.append(row(evidence)));
  }

  private static String row(Evidence evidence) {
    return "| %s | %s | %s | %s | %s | %s of %s |\n"
        .formatted(
            plain(evidence.getMetric()),
            evidence.getVerdict(),
            number(evidence.getObserved()),
            number(evidence.getExpected()),
            evidence.hasEffect() ? "%+.0f %%".formatted(100 * evidence.getEffect()) : "not known",
            number(evidence.getStatistic()),
            number(evidence.getThreshold()));
  }

  /** The UI turns "2/4" into a fraction sign. */
  private static String of(int part, int whole) {
    return part + " of " + whole;
  }

  static String clock(Instant time) {
    return CLOCK.format(time);
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "none" : String.format(Locale.ROOT, "%.4g", value);
  }

  /** Text from outside must not become Markdown. */
  static String plain(String text) {
    return text.replace('\n', ' ').replaceAll("([\\\\`*_\\[\\]<>|#])", "\\\\$1");
  }

  static String words(Enum<?> value) {
    if (value == Outcome.COMPLETED) {
      return "Completed";
    }
    String lower = value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return Character.toUpperCase(lower.charAt(0)) + lower.substring(1);
  }
}
