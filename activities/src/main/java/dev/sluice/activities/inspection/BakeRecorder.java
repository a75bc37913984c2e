package dev.sluice.activities.inspection;

import dev.sluice.activities.recorded.CaseFolder;
import dev.sluice.activities.recorded.CaseGrid;
import dev.sluice.activities.recorded.CaseLine;
import dev.sluice.activities.recorded.CaseLine.Said;
import dev.sluice.domain.inspection.Inspection;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.inspection.histogram.SlowShare;
import dev.sluice.inspection.recorded.RecordedCase;
import dev.sluice.inspection.recorded.RecordedMetric;
import dev.sluice.inspection.recorded.RecordedShare;
import dev.sluice.inspection.series.Comparison;
import dev.sluice.inspection.stream.BakePlan;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what a bake measured as a case that can be judged again. A recording that fails is logged;
 * it never changes what was said of the change.
 *
 * @param folder one file for each bake
 */
public record BakeRecorder(CaseFolder folder) {
  private static final Logger LOG = LoggerFactory.getLogger(BakeRecorder.class);
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  /**
   * Reads all that the bake saw once more, and writes it.
   *
   * @param change the change's name
   */
  void record(String change, BakePlan plan, MetricReader reader, Inspection said)
      throws InterruptedException {
    String id = change + "-" + MOMENT.format(plan.changeEnd());
    try {
      // The judge takes an interval when the one after it is over as well.
      Instant taken = said.time().minus(plan.interval());
      Instant to = taken.isBefore(plan.changeEnd()) ? plan.changeEnd() : taken;
      Readings readings = reader.read(plan.treatment(), plan.control(), plan.pastStart(), to);
      CaseGrid grid =
          new CaseGrid(plan.pastStart(), plan.changeStart(), plan.changeEnd(), to, plan.interval());
      List<RecordedMetric> metrics = new ArrayList<>();
      for (Comparison comparison : readings.comparisons()) {
        if (!comparison.treatment().isEmpty()) {
          metrics.addAll(recorded(comparison, plan, grid));
        }
      }
      RecordedCase recorded = grid.recorded(id, plan.planned(), metrics);
      LOG.info(
          "recorded {}",
          folder.write(new CaseLine(recorded, new Said(said.verdict(), said.summary()))));
    } catch (ProblemException | UncheckedIOException e) {
      LOG.warn("the bake {} was not recorded: {}", id, e.getMessage());
    }
  }

  /** A histogram is kept as the shares of slow requests that the judge made of it. */
  private static List<RecordedMetric> recorded(
      Comparison comparison, BakePlan plan, CaseGrid grid) {
    List<RecordedMetric> recorded = new ArrayList<>();
    if (comparison.metric().histogram()) {
      for (SlowShare share : SlowShare.of(comparison, plan.interval(), plan.changeStart())) {
        recorded.add(
            recorded(share.shares(comparison, plan.interval()), grid)
                .as(new RecordedShare(comparison.metric().name(), share.bound())));
      }
    }
    return recorded.isEmpty() ? List.of(recorded(comparison, grid)) : recorded;
  }

  private static RecordedMetric recorded(Comparison comparison, CaseGrid grid) {
    return grid.recorded(comparison.metric(), comparison.treatment(), comparison.control());
  }
}
