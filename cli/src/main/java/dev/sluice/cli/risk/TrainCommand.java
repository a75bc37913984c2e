package dev.sluice.cli.risk;

import dev.sluice.activities.ledger.Ledger;
import dev.sluice.activities.ledger.LedgerConfig;
import dev.sluice.activities.record.LedgerHistory;
import dev.sluice.activities.risk.RiskModel;
import dev.sluice.activities.risk.RiskModelFile;
import dev.sluice.cli.client.ExitCode;
import dev.sluice.cli.command.OutputOptions;
import dev.sluice.cli.command.Session;
import dev.sluice.cli.ledger.LedgerSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains a model and keeps it in a file. */
@Command(
    name = "train",
    description = {
      "Trains a model on changes of which it is known whether they did harm.",
      "Before, one is trained on the older four fifths of each project and tried on the newest: what",
      "is printed is how good that was."
    })
final class TrainCommand implements Callable<Integer> {
  private final Session session;
  private final Map<String, String> environment;
  private final int threads;

  @Mixin private final OutputOptions output = new OutputOptions();

  @Option(
      names = "--from",
      required = true,
      paramLabel = "HISTORY",
      description =
          "The changes: ledger, the configured one; ledger:URL or ledger:FILE, another; or a file, "
              + ".csv or .csv.gz: the columns project, commit, time, label (1: did harm, 0: "
              + "did none, empty: not known yet) and any columns of numbers.")
  private String from = "";

  @Option(
      names = "--out",
      required = true,
      paramLabel = "MODEL.risk",
      description = "The file the model is kept in.")
  private Path out = Path.of("");

  @Option(
      names = "--plot",
      paramLabel = "RELIABILITY.svg",
      description = "Draws what was said of the newest changes against what happened.")
  private @Nullable Path plot;

  TrainCommand(Session session, Map<String, String> environment, int threads) {
    this.session = session;
    this.environment = environment;
    this.threads = threads;
  }

  @Override
  public Integer call() throws InterruptedException {
    Training training = new Training(session.terminal(), output.json());
    try (RiskModel model = training.train(history(), session.clock(), threads)) {
      RiskModelFile written = RiskModelFile.write(model, out);
      session
          .terminal()
          .out()
          .println(
              output.json()
                  ? ModelReport.json(written)
                  : ModelReport.render(written, output.style(session.terminal())));
      session.terminal().out().flush();
      if (plot != null) {
        Reliability.draw("Risk, newest fifth of " + name(), model.facts().heldOut(), plot);
      }
    }
    return ExitCode.OK.code();
  }

  private RiskTableFile history() {
    Optional<LedgerConfig> named = LedgerSource.named(from, environment);
    if (named.isEmpty()) {
      return RiskTableFile.history(Path.of(from));
    }
    try (Ledger ledger = Ledger.reading(named.get())) {
      return new RiskTableFile(LedgerHistory.of(ledger), List.of());
    }
  }

  /** For the drawing. */
  private String name() {
    return LedgerSource.named(from, environment).isPresent()
        ? "the ledger"
        : String.valueOf(Path.of(from).getFileName());
  }
}
