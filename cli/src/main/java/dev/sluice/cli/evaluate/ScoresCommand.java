package dev.sluice.cli.evaluate;

import dev.sluice.cli.client.ExitCode;
import dev.sluice.cli.command.OutputOptions;
import dev.sluice.cli.evaluate.report.ScoresReport;
import dev.sluice.cli.evaluate.score.Label;
import dev.sluice.cli.evaluate.score.Prediction;
import dev.sluice.cli.evaluate.score.Scores;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Scores predictions that were made before, by Sluice or by anything else. */
@Command(
    name = "scores",
    description = "Scores predictions that were made before, by Sluice or by another judge.")
final class ScoresCommand implements Callable<Integer> {
  private final Workbench workbench;

  @Mixin private final OutputOptions output = new OutputOptions();

  @Option(
      names = "--predictions",
      required = true,
      paramLabel = "PRED.csv",
      description = "The columns case_id, verdict, score, detected_at.")
  private Path predictions = Path.of("");

  @Option(
      names = "--labels",
      required = true,
      paramLabel = "LABELS.csv",
      description = "The truth: the columns case_id, family, source, bad, onset.")
  private Path labels = Path.of("");

  ScoresCommand(Workbench workbench) {
    this.workbench = workbench;
  }

  @Override
  public Integer call() {
    Scores scores = Scores.of(Label.read(labels), Prediction.read(predictions));
    PrintWriter out = workbench.terminal().out();
    out.println(
        output.json()
            ? ScoresReport.json(scores)
            : ScoresReport.render(scores, output.style(workbench.terminal())));
    out.flush();
    return ExitCode.OK.code();
  }
}
