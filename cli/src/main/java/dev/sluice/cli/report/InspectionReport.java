package dev.sluice.cli.report;

import dev.sluice.cli.terminal.Style;
import dev.sluice.cli.terminal.Table;
import dev.sluice.proto.v1.Evidence;
import dev.sluice.proto.v1.Inspection;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An inspection as text: the verdict, why, and the evidence for each metric. */
public final class InspectionReport {
  private InspectionReport() {}

  /** Several lines, without a trailing line break. */
  public static String render(Inspection inspection, Style style) {
    List<String> parts = new ArrayList<>();
    parts.add(headline(inspection, style));
    if (!inspection.getSummary().isEmpty()) {
      parts.add("  " + inspection.getSummary());
    }
    if (inspection.hasOnsetTime()) {
      parts.add("  first seen " + style.date(Quantity.instant(inspection.getOnsetTime())));
    }
    if (inspection.getEvidenceCount() > 0) {
      parts.add(evidence(inspection.getEvidenceList(), style));
      for (Evidence evidence : inspection.getEvidenceList()) {
        if (!evidence.getSummary().isEmpty()) {
          parts.add("  %s: %s".formatted(evidence.getMetric(), evidence.getSummary()));
        }
      }
    }
    return String.join("\n", parts);
  }

  private static String headline(Inspection inspection, Style style) {
    StringBuilder line = new StringBuilder(Words.verdict(inspection.getVerdict(), style));
    if (inspection.hasBaked()) {
      line.append(" after watching for ").append(Quantity.length(inspection.getBaked()));
    }
    if (inspection.hasTime()) {
      line.append(", at ").append(style.date(Quantity.instant(inspection.getTime())));
    }
    return line.toString();
  }

  /** A table of what was measured for each metric. */
  public static String evidence(List<Evidence> all, Style style) {
    Table table =
        Table.of(
            "METRIC",
            "ROLE",
            "VERDICT",
            ">OBSERVED",
            ">EXPECTED",
            ">EFFECT",
            "INTERVAL",
            ">STATISTIC",
            ">FAILS ABOVE",
            ">SAMPLES",
            ">CONTROL");
    for (Evidence evidence : all) {
      table.row(
          evidence.getMetric(),
          evidence.getRole().toLowerCase(Locale.ROOT),
          Words.verdict(evidence.getVerdict(), style),
          Quantity.number(evidence.getObserved()),
          Quantity.number(evidence.getExpected()),
          evidence.hasEffect() ? Quantity.signedPercent(evidence.getEffect()) : "",
          interval(evidence),
          Quantity.number(evidence.getStatistic()),
          Quantity.number(evidence.getThreshold()),
          String.valueOf(evidence.getTreatmentSamples()),
          String.valueOf(evidence.getControlSamples()));
    }
    return table.render(style, "  ");
  }

  private static String interval(Evidence evidence) {
    if (!evidence.hasEffectLow() || !evidence.hasEffectHigh()) {
      return "";
    }
    return "%s to %s"
        .formatted(
            Quantity.signedPercent(evidence.getEffectLow()),
            Quantity.signedPercent(evidence.getEffectHigh()));
  }
}
