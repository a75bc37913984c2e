package dev.sluice.cli.report;

import dev.sluice.cli.terminal.Style;
import dev.sluice.cli.terminal.Table;
import dev.sluice.proto.v1.Change;
import dev.sluice.proto.v1.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Changes as a table, one line each. */
public final class ChangeTable {
  private ChangeTable() {}

  /**
   * @param now the moment from which ages are counted
   */
  public static String render(List<Change> changes, Instant now, Style style) {
    Table table =
        Table.of("CHANGE", "STATE", "STAGE", ">TARGETS", ">AGE", "ASKED BY", "TITLE", "WHY");
    for (Change change : changes) {
      Progress progress = change.getProgress();
      table.row(
          Words.id(change.getName()),
          Words.state(change.getPhase(), change.getOutcome(), style),
          progress.getStages() == 0 ? "" : progress.getStage() + "/" + progress.getStages(),
          progress.getTargets() == 0
              ? ""
              : progress.getTargetsChanged() + "/" + progress.getTargets(),
          change.hasCreateTime()
              ? Quantity.length(Duration.between(Quantity.instant(change.getCreateTime()), now))
              : "",
          change.getRequester(),
          ChangeReport.title(change),
          change.getWaitingFor().isEmpty()
              ? change.getStatusReason()
              : "waits for " + change.getWaitingFor());
    }
    return table.render(style, "");
  }
}
