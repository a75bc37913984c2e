package dev.sluice.workflows.change;

import dev.sluice.domain.inspection.MetricFigures;
import dev.sluice.domain.inspection.MetricSpec;
import dev.sluice.domain.rollout.Words;
import dev.sluice.proto.v1.Approval;
import dev.sluice.proto.v1.Change;
import dev.sluice.proto.v1.ChangeEvent;
import dev.sluice.proto.v1.Evidence;
import dev.sluice.proto.v1.Inspection;
import dev.sluice.proto.v1.Metric;
import dev.sluice.proto.v1.MetricRole;
import dev.sluice.proto.v1.Phase;
import dev.sluice.proto.v1.Plan;
import dev.sluice.proto.v1.Progress;
import dev.sluice.proto.v1.Stage;
import dev.sluice.workflows.wire.TimeWire;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What the Temporal UI shows of a change, in Markdown: what it does now, why it waits and what can
 * be done, what the newest inspection said, what happened last.
 */
final class ChangeDetails {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final int METRICS_SHOWN = 6;
  private static final int STAGES_SHOWN = 8;
  private static final int EVENT_LENGTH = 110;

  private ChangeDetails() {}

  /**
   * @param change the change as the API shows it
   * @param ways what a person can do to it now
   * @param recent the newest events, oldest first
   */
  static String markdown(Change change, List<Ways.Way> ways, List<ChangeEvent> recent) {
    Markdown text = new Markdown();
    headline(text, change);
    boolean waits = !change.getWaitingFor().isEmpty();
    if (waits) {
      ways(text, ways);
    }
    boolean approves = change.getPhase() == Phase.AWAITING_APPROVAL;
    if (change.getPlan().getStepsCount() > 0) {
      StepsDetails.steps(text, change.getStepsList());
      if (approves) {
        StepsDetails.plan(text, change.getPlan());
      }
    } else {
      progress(text, change.getProgress());
      if (approves) {
        plan(text, change.getPlan());
      }
    }
    if (change.hasInspection()) {
      inspection(text, change.getInspection(), change);
    }
    if (!waits) {
      ways(text, ways);
    }
    if (!recent.isEmpty()) {
      text.section("Last events, newest first (UTC)");
      recent.reversed().forEach(event -> text.item(line(event)));
    }
    return text.made();
  }

  private static void ways(Markdown text, List<Ways.Way> ways) {
    if (!ways.isEmpty()) {
      text.section("What you can do");
      ways.forEach(way -> text.command(way.command(), way.effect()));
    }
  }

  private static void headline(Markdown text, Change change) {
    boolean ended = change.getPhase() == Phase.ENDED;
    text.heading(ended ? words(change.getOutcome()) : words(change.getPhase()));
    if (!change.getWaitingFor().isEmpty()) {
      text.paragraph("Waits for", change.getWaitingFor());
    }
    if (!change.getStatusReason().isEmpty()) {
      text.paragraph("Why:", change.getStatusReason());
    }
    if (!change.getRiskLowered().isEmpty()) {
      text.paragraph("Risk:", change.getRiskLowered());
    }
    if (!ended) {
      change.getApprovalsList().forEach(approval -> approval(text, approval));
    }
  }

  /** Only what a person may have to do something about. */
  private static void approval(Markdown text, Approval approval) {
    if (!approval.getEnded().isEmpty()) {
      text.paragraph(
          "Approval:",
          "that of %s counts no more, %s".formatted(approval.getApprover(), approval.getEnded()));
    } else if (approval.hasExpireTime()) {
      text.paragraph(
          "Approval:",
          "that of %s counts if it begins before %s"
              .formatted(approval.getApprover(), TimeWire.toDomain(approval.getExpireTime())));
    }
  }

  private static void progress(Markdown text, Progress progress) {
    if (progress.getStage() == 0) {
      return;
    }
    text.section("Progress");
    text.item(
        "stage %d of %d (%s), batch %d of %d"
            .formatted(
                progress.getStage(),
                progress.getStages(),
                progress.getStageTitle(),
                progress.getBatch(),
                progress.getBatches()));
    text.item(
        "%d of %s changed, %d at risk%s"
            .formatted(
                progress.getTargetsChanged(),
                Words.count(progress.getTargets(), "target"),
                progress.getTargetsAtRisk(),
                progress.getTargetsReverted() == 0
                    ? ""
                    : ", %d taken back".formatted(progress.getTargetsReverted())));
    if (progress.hasBakeStartTime()) {
      text.item(
          "bakes since %s, until %s at the latest"
              .formatted(
                  clock(TimeWire.toDomain(progress.getBakeStartTime())),
                  clock(TimeWire.toDomain(progress.getBakeDeadline()))));
    }
  }

  /** What somebody who has to approve wants to know. */
  private static void plan(Markdown text, Plan plan) {
    text.section("What it will do");
    String stages =
        plan.getStagesList().stream()
            .limit(STAGES_SHOWN)
            .map(Stage::getTitle)
            .collect(Collectors.joining(", then "));
    int more = plan.getStagesCount() - STAGES_SHOWN;
    text.item("%s%s".formatted(stages, more > 0 ? " and %d more stages".formatted(more) : ""));
    text.item(
        "each batch is watched for %s to %s"
            .formatted(
                Words.of(TimeWire.toDomain(plan.getBake().getMinimum())),
                Words.of(TimeWire.toDomain(plan.getBake().getMaximum()))));
    text.item(
        "%s, risk %d of 5, never more than %s at risk"
            .formatted(
                words(plan.getChangeClass()).toLowerCase(Locale.ROOT),
                plan.getRisk(),
                Words.count(plan.getMaxTargetsAtRisk(), "target")));
    plan.getReasonsList().forEach(text::item);
  }

  private static void inspection(Markdown text, Inspection inspection, Change change) {
    text.section(
        "%s at %s UTC"
            .formatted(inspection.getVerdict(), clock(TimeWire.toDomain(inspection.getTime()))));
    if (!inspection.getSummary().equals(change.getStatusReason())) {
      text.paragraph(inspection.getSummary());
    }
    if (inspection.getEvidenceCount() == 0) {
      return;
    }
    List<String> head = List.of("metric", "says", "changed targets", "expected", "effect");
    text.row(head).underHead(head.size());
    inspection.getEvidenceList().stream()
        .limit(METRICS_SHOWN)
        .forEach(evidence -> row(text, evidence, change.getPlan()));
  }

  private static void row(Markdown text, Evidence evidence, Plan plan) {
    String name = evidence.getMetric();
    MetricSpec.Kind kind =
        plan.getInspection().getMetricsList().stream()
            .filter(metric -> metric.getName().equals(name))
            .map(ChangeDetails::shownAs)
            .findFirst()
            .orElse(MetricSpec.Kind.LOAD);
    boolean context = evidence.getRole().equalsIgnoreCase(MetricRole.CONTEXT.name());
    text.row(
        List.of(
            name,
            context ? "context only" : evidence.getVerdict().name(),
            MetricFigures.level(name, kind, evidence.getObserved()),
            MetricFigures.level(name, kind, evidence.getExpected()),
            effect(evidence)));
  }

  /** Of a histogram the evidence tells shares of requests. */
  private static MetricSpec.Kind shownAs(Metric metric) {
    return metric.getHistogram() ? MetricSpec.Kind.ERROR_RATE : kind(metric.getKind().name());
  }

  /** A kind this version doesn't know, or none, is shown as a plain number. */
  private static MetricSpec.Kind kind(String name) {
    return Arrays.stream(MetricSpec.Kind.values())
        .filter(kind -> kind.name().equals(name))
        .findFirst()
        .orElse(MetricSpec.Kind.LOAD);
  }

  private static String effect(Evidence evidence) {
    return evidence.getObserved() == evidence.getExpected()
        ? "none"
        : MetricFigures.effect(evidence.hasEffect() ? evidence.getEffect() : Double.NaN);
  }

  private static String line(ChangeEvent event) {
    String message = event.getMessage();
    String shown =
        message.length() <= EVENT_LENGTH
            ? message
            : message.substring(0, message.offsetByCodePoints(0, EVENT_LENGTH - 1)) + "…";
    return clock(TimeWire.toDomain(event.getTime())) + " " + shown;
  }

  private static String clock(Instant time) {
    return CLOCK.format(time);
  }

  private static String words(Enum<?> value) {
    String lower = value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return Character.toUpperCase(lower.charAt(0)) + lower.substring(1);
  }
}
