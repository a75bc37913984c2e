package dev.sluice.cli.report;

import com.google.protobuf.Timestamp;
import dev.sluice.cli.terminal.Style;
import dev.sluice.proto.v1.Approval;
import dev.sluice.proto.v1.Change;
import dev.sluice.proto.v1.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A change as text: what it is, what it does now, why it waits, how it ended, its plan and its
 * newest inspection.
 */
public final class ChangeReport {
  private ChangeReport() {}

  /**
   * Several lines, without a trailing line break.
   *
   * @param now the moment from which ages are counted
   */
  public static String render(Change change, Instant now, Style style) {
    List<String> parts = new ArrayList<>();
    parts.add(style.strong(title(change)));
    parts.add(facts(change, now, style));
    if (change.getStepsCount() > 0) {
      parts.add("");
      parts.add(style.strong("Steps"));
      parts.add(StepsReport.standings(change.getStepsList(), style));
    }
    if (change.hasPlan()) {
      parts.add("");
      parts.add(style.strong("Plan"));
      parts.add(PlanReport.body(change.getPlan(), style));
    }
    if (change.hasInspection()) {
      parts.add("");
      parts.add(style.strong("Newest inspection"));
      parts.add(InspectionReport.render(change.getInspection(), style));
    }
    return String.join("\n", parts);
  }

  /** One line: its name, its state, its progress and what it waits for. */
  public static String line(Change change, Style style) {
    List<String> parts = new ArrayList<>();
    parts.add(change.getName());
    parts.add(Words.state(change.getPhase(), change.getOutcome(), style));
    if (change.hasProgress()) {
      parts.add(ProgressLine.counts(change.getProgress()));
    }
    if (!change.getWaitingFor().isEmpty()) {
      parts.add("waits for " + change.getWaitingFor());
    } else if (!change.getStatusReason().isEmpty()) {
      parts.add(change.getStatusReason());
    }
    return String.join("  ", parts);
  }

  static String title(Change change) {
    return change.getTitle().isEmpty() ? Words.id(change.getType()) : change.getTitle();
  }

  private static String facts(Change change, Instant now, Style style) {
    Facts facts =
        new Facts(style)
            .add("change", change.getName())
            .add("state", Words.state(change.getPhase(), change.getOutcome(), style))
            .add("because", change.getStatusReason())
            .add("waits for", style.doubtful(change.getWaitingFor()));
    if (change.hasProgress()) {
      facts.add("progress", ProgressLine.of(change.getProgress(), now));
    }
    facts
        .add("type", type(change))
        .add("parameters", Words.pairs(change.getParametersMap()))
        .add("asked by", change.getRequester())
        .add("reason", change.getReason())
        .add("risk lowered", change.getRiskLowered())
        .addAll("approved by", approvals(change, style));
    if (change.hasCreateTime()) {
      facts.add("started", moment(change.getCreateTime(), now, style));
    }
    if (change.hasEndTime()) {
      facts.add("ended", ended(change, style));
    }
    return facts.add("page", change.getUiUri()).render();
  }

  private static String type(Change change) {
    String type = Words.id(change.getType());
    if (!change.hasPlan()) {
      return type;
    }
    Plan plan = change.getPlan();
    return "%s v%d, %s, risk %d of 5"
        .formatted(
            type, plan.getTypeVersion(), Words.changeClass(plan.getChangeClass()), plan.getRisk());
  }

  private static List<String> approvals(Change change, Style style) {
    List<String> lines = new ArrayList<>();
    for (Approval approval : change.getApprovalsList()) {
      String reason = approval.getReason().isEmpty() ? "" : ": " + approval.getReason();
      String time =
          approval.hasTime() ? ", " + style.date(Quantity.instant(approval.getTime())) : "";
      lines.add(approval.getApprover() + as(approval) + time + validity(approval, style) + reason);
    }
    return lines;
  }

  private static String as(Approval approval) {
    return approval.getRole().isEmpty() ? "" : " as " + approval.getRole();
  }

  private static String validity(Approval approval, Style style) {
    if (!approval.getEnded().isEmpty()) {
      return style.doubtful(" (counts no more: %s)".formatted(approval.getEnded()));
    }
    return approval.hasExpireTime()
        ? " (if it begins before %s)"
            .formatted(style.date(Quantity.instant(approval.getExpireTime())))
        : "";
  }

  private static String moment(Timestamp timestamp, Instant now, Style style) {
    Instant time = Quantity.instant(timestamp);
    return "%s (%s ago)".formatted(style.date(time), Quantity.length(Duration.between(time, now)));
  }

  private static String ended(Change change, Style style) {
    Instant end = Quantity.instant(change.getEndTime());
    if (!change.hasCreateTime()) {
      return style.date(end);
    }
    Duration took = Duration.between(Quantity.instant(change.getCreateTime()), end);
    return "%s, after %s".formatted(style.date(end), Quantity.length(took));
  }
}
