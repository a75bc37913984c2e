package dev.sluice.cli.report;

import dev.sluice.cli.terminal.Style;
import dev.sluice.cli.terminal.Table;
import dev.sluice.proto.v1.Batch;
import dev.sluice.proto.v1.InspectionSpec;
import dev.sluice.proto.v1.Metric;
import dev.sluice.proto.v1.Plan;
import dev.sluice.proto.v1.PlanChangeResponse;
import dev.sluice.proto.v1.Stage;
import java.util.ArrayList;
import java.util.List;

/** A plan as text: its stages and batches, what is watched, and the way back. */
public final class PlanReport {
  private static final int BAR_WIDTH = 20;

  private PlanReport() {}

  /** What a change would do, with what stands in its way now. */
  public static String render(PlanChangeResponse response, Style style) {
    Plan plan = response.getPlan();
    List<String> parts = new ArrayList<>();
    parts.add(style.strong(plan.getTitle()));
    parts.add(classification(plan, style));
    parts.add("");
    parts.add(body(plan, style));
    parts.add("");
    parts.add(obstacles(response.getObstaclesList(), style));
    parts.add("Nothing was touched.");
    return String.join("\n", parts);
  }

  /** The stages and the rules, without title and obstacles. */
  static String body(Plan plan, Style style) {
    if (plan.getStepsCount() > 0) {
      return StepsReport.plan(plan, style);
    }
    return stages(plan, style) + "\n\n" + rules(plan, style);
  }

  private static String classification(Plan plan, Style style) {
    Facts facts =
        new Facts(style)
            .add(
                "type",
                "%s v%d, %s"
                    .formatted(Words.id(plan.getType()), plan.getTypeVersion(), changes(plan)))
            .add("class", Words.changeClass(plan.getChangeClass()))
            .add("risk", plan.getRisk() + " of 5")
            .add("level", ControlsReport.level(plan.getControlLevel()))
            .addAll("because", plan.getReasonsList())
            .add("services", String.join(", ", plan.getServicesList()))
            .add("selector", Words.pairs(plan.getSelectorMap()))
            .add("parameters", Words.pairs(plan.getParametersMap()));
    return facts.render();
  }

  private static String changes(Plan plan) {
    return plan.getStepsCount() > 0
        ? Quantity.count(plan.getStepsCount(), "step")
        : plan.getSubDomain() + " " + plan.getCapability();
  }

  private static String stages(Plan plan, Style style) {
    Table table = Table.of(">STAGE", "TITLE", "BATCHES", ">TARGETS", ">THEN CHANGED", "OF ALL");
    int changed = 0;
    int number = 0;
    for (Stage stage : plan.getStagesList()) {
      number++;
      changed += stage.getTargets();
      table.row(
          String.valueOf(number),
          stage.getTitle(),
          batches(stage.getBatchesList()),
          String.valueOf(stage.getTargets()),
          changed + " of " + plan.getTargets(),
          bar(changed, plan.getTargets(), BAR_WIDTH));
    }
    return table.render(style, "  ");
  }

  /** The batches' sizes in order, equal neighbours together: "1 + 3x10 + 4". */
  static String batches(List<Batch> batches) {
    List<String> sizes = new ArrayList<>();
    int next = 0;
    while (next < batches.size()) {
      int size = batches.get(next).getTargets();
      int equal = 1;
      while (next + equal < batches.size() && batches.get(next + equal).getTargets() == size) {
        equal++;
      }
      sizes.add(equal == 1 ? String.valueOf(size) : equal + "x" + size);
      next += equal;
    }
    return String.join(" + ", sizes);
  }

  /** A part of a whole as "[####....]". */
  static String bar(int part, int whole, int width) {
    int filled = whole <= 0 ? 0 : (int) Math.min(width, (long) part * width / whole);
    int shown = part > 0 ? Math.max(1, filled) : 0;
    return "[" + "#".repeat(shown) + ".".repeat(width - shown) + "]";
  }

  /** How many approvals it needs and what policies ask for; nothing where nothing is. */
  static void addApprovals(Facts facts, Plan plan) {
    if (plan.getApprovalsNeeded() > 0) {
      facts.add(
          "approvals",
          "%d needed within %s%s"
              .formatted(
                  plan.getApprovalsNeeded(),
                  Quantity.length(plan.getApprovalTimeout()),
                  ControlsReport.roles(plan.getControls())));
    }
    ControlsReport.add(facts, plan.getControls());
  }

  private static String rules(Plan plan, Style style) {
    Facts facts = new Facts(style);
    addApprovals(facts, plan);
    facts.add("at risk", "never more than " + Quantity.count(plan.getMaxTargetsAtRisk(), "target"));
    facts.add("bake", bake(plan));
    facts.addAll("inspects", metrics(plan.getInspection()));
    facts.add("way back", wayBack(plan));
    if (plan.hasWatch()) {
      facts.add("watch", Quantity.length(plan.getWatch()) + " after the last batch");
    }
    return facts.render();
  }

  private static String bake(Plan plan) {
    return "each batch %s to %s; still undecided then: %s"
        .formatted(
            Quantity.length(plan.getBake().getMinimum()),
            Quantity.length(plan.getBake().getMaximum()),
            Words.trouble(plan.getBake().getOnInconclusive()));
  }

  private static String wayBack(Plan plan) {
    return "a failed batch: %s; %s of %s for each batch"
        .formatted(
            Words.trouble(plan.getRollback().getOnFailure()),
            Quantity.count(plan.getRollback().getAttempts(), "attempt"),
            Quantity.length(plan.getRollback().getBatchTimeout()));
  }

  private static List<String> metrics(InspectionSpec inspection) {
    List<String> lines = new ArrayList<>();
    for (Metric metric : inspection.getMetricsList()) {
      lines.add(
          "%s from %s, %s: %s of %s or more is bad%s"
              .formatted(
                  metric.getName(),
                  inspection.getSource(),
                  Words.role(metric.getRole()),
                  Words.direction(metric.getBadDirection()),
                  Quantity.number(metric.getMinimumEffect() * 100) + " %",
                  metric.getExpectedEffect() > 0
                      ? ", beyond the expected "
                          + Quantity.number(metric.getExpectedEffect() * 100)
                          + " %"
                      : ""));
    }
    return lines;
  }

  private static String obstacles(List<String> obstacles, Style style) {
    if (obstacles.isEmpty()) {
      return style.good("No obstacle: every target is ready.");
    }
    return style.bad(Quantity.count(obstacles.size(), "obstacle") + " would hold it now:")
        + "\n  - "
        + String.join("\n  - ", obstacles);
  }
}
