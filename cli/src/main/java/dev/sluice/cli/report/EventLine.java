package dev.sluice.cli.report;

import dev.sluice.cli.terminal.Style;
import dev.sluice.proto.v1.ChangeEvent;
import dev.sluice.proto.v1.Progress;
import java.util.ArrayList;
import java.util.List;

/** One event of a change on one line: time, stage, batch, targets, state, verdict, why. */
public final class EventLine {
  private static final int STATE_WIDTH = "AWAITING_APPROVAL".length();
  private static final int VERDICT_WIDTH = "INCONCLUSIVE".length();
  private static final int STAGE_WIDTH = 5;
  private static final int BATCH_WIDTH = 7;
  private static final int TARGETS_WIDTH = 9;

  private EventLine() {}

  /** The line's columns stand under those of {@link #head}. */
  public static String render(ChangeEvent event, Style style) {
    Progress progress = event.getProgress();
    String state = Words.state(event.getPhase(), event.getOutcome(), Style.PLAIN);
    String verdict = Words.verdict(event.getInspection().getVerdict(), Style.PLAIN);
    String line =
        String.join(
            "  ",
            style.faint(style.clock(Quantity.instant(event.getTime()))),
            pad(of(progress.getStage(), progress.getStages()), STAGE_WIDTH),
            pad(of(progress.getBatch(), progress.getBatches()), BATCH_WIDTH),
            pad(of(progress.getTargetsChanged(), progress.getTargets()), TARGETS_WIDTH),
            Words.state(event.getPhase(), event.getOutcome(), style) + padding(state, STATE_WIDTH),
            Words.verdict(event.getInspection().getVerdict(), style)
                + padding(verdict, VERDICT_WIDTH),
            why(event));
    return line.stripTrailing();
  }

  /** The columns' titles. */
  public static String head(Style style) {
    int timeWidth = style.terminal() ? "00:00:00".length() : "2026-01-01T00:00:00Z".length();
    return style.faint(
        String.join(
            "  ",
            pad("TIME", timeWidth),
            pad("STAGE", STAGE_WIDTH),
            pad("BATCH", BATCH_WIDTH),
            pad("TARGETS", TARGETS_WIDTH),
            pad("STATE", STATE_WIDTH),
            pad("VERDICT", VERDICT_WIDTH),
            "WHY"));
  }

  private static String why(ChangeEvent event) {
    List<String> parts = new ArrayList<>();
    parts.add(event.getMessage().isEmpty() ? event.getKind() : event.getMessage());
    String summary = event.getInspection().getSummary();
    if (!summary.isEmpty() && !event.getMessage().contains(summary)) {
      parts.add(summary);
    }
    String actor = event.getActor();
    if (!actor.isEmpty() && !event.getMessage().contains(actor)) {
      parts.add("(by " + actor + ")");
    }
    return String.join(" ", parts);
  }

  private static String of(int part, int whole) {
    return whole == 0 ? "-" : part + "/" + whole;
  }

  private static String pad(String text, int width) {
    return text + padding(text, width);
  }

  private static String padding(String text, int width) {
    return " ".repeat(Math.max(0, width - text.length()));
  }
}
