package dev.sluice.cli.risk;

import dev.sluice.activities.risk.RiskModel;
import dev.sluice.activities.risk.RiskTraining;
import dev.sluice.cli.report.Quantity;
import dev.sluice.cli.terminal.LiveLine;
import dev.sluice.cli.terminal.Printable;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.inspection.risk.RiskTable;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** A training that says on the error stream how far it has come. */
public final class Training {
  private final Terminal terminal;
  private final boolean quiet;

  /**
   * @param quiet whether a machine reads what is printed
   */
  public Training(Terminal terminal, boolean quiet) {
    this.terminal = terminal;
    this.quiet = quiet;
  }

  /** Trains on the history with all threads there are. */
  public RiskModel train(RiskTableFile history, InstantSource clock, int threads)
      throws InterruptedException {
    RiskTable changes = history.changes();
    say(
        "%s of %s read, with %s: %s"
            .formatted(
                Quantity.count(changes.changes().size(), "change"),
                Quantity.count(changes.byGroup().size(), "project"),
                Quantity.count(changes.columns().size(), "column"),
                String.join(", ", changes.columns())));
    if (!history.leftOut().isEmpty()) {
      say("left out, as they hold text: " + String.join(", ", history.leftOut()));
    }
    LiveLine line = new LiveLine(terminal.err(), terminal.width());
    RiskTraining.Progress progress =
        (done, all) -> {
          if (terminal.interactive() && !quiet) {
            line.redraw("training: %d of %d parts".formatted(done, all));
          }
        };
    try {
      return new RiskTraining(clock.instant().truncatedTo(ChronoUnit.SECONDS), threads, progress)
          .train(changes);
    } finally {
      line.end();
    }
  }

  /** Says something on the error stream, unless a machine reads. */
  public void say(String words) {
    if (!quiet) {
      terminal.err().println(Printable.text(words));
      terminal.err().flush();
    }
  }
}
