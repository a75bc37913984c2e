package dev.sluice.cli.evaluate;

import dev.sluice.activities.risk.RiskModel;
import dev.sluice.cli.client.ExitCode;
import dev.sluice.cli.command.OutputOptions;
import dev.sluice.cli.command.UsageProblem;
import dev.sluice.cli.risk.Answers;
import dev.sluice.cli.risk.Reliability;
import dev.sluice.cli.risk.RiskReport;
import dev.sluice.cli.risk.RiskTableFile;
import dev.sluice.cli.risk.Training;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.inspection.risk.RiskTable;
import dev.sluice.inspection.risk.RiskTrial;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains the risk model on earlier changes and tries it on later ones. */
@Command(
    name = "risk",
    description = {
      "Trains the risk model on earlier changes and asks it about later ones.",
      "Writes project,commit,score in the order of the cases; the score is the probability of harm.",
      "Where the cases say what came of them, prints how good the scores are: docs/risk.md."
    })
final class EvaluateRiskCommand implements Callable<Integer> {
  private static final String STANDARD_OUTPUT = "-";

  private final Workbench workbench;

  @Mixin private final OutputOptions output = new OutputOptions();

  @Option(
      names = "--train",
      required = true,
      paramLabel = "DEV.csv",
      description =
          "Changes to learn from, .csv or .csv.gz: the columns project, commit, time, label (1: "
              + "did harm) and any columns of numbers.")
  private Path train = Path.of("");

  @Option(
      names = "--cases",
      required = true,
      paramLabel = "LATER.csv",
      description = "Changes to ask about, with the same columns; label may be empty or missing.")
  private Path cases = Path.of("");

  @Option(
      names = "--out",
      paramLabel = "PRED.csv",
      description =
          "Where the scores go, - for standard output. Without it they go there too, unless the "
              + "cases have labels.")
  private @Nullable String out;

  @Option(
      names = "--plot",
      paramLabel = "RELIABILITY.svg",
      description = "Draws what was said against what happened; the cases need labels.")
  private @Nullable Path plot;

  EvaluateRiskCommand(Workbench workbench) {
    this.workbench = workbench;
  }

  @Override
  public Integer call() throws InterruptedException {
    Training training = new Training(workbench.terminal(), output.json());
    RiskTableFile history = RiskTableFile.history(train);
    RiskTable asked = RiskTableFile.cases(cases).changes();
    if (plot != null && asked.known().isEmpty()) {
      throw new UsageProblem(
          "--plot needs cases of which it is known what came of them: %s has no label that is filled"
              .formatted(cases));
    }
    try (RiskModel model = training.train(history, workbench.clock(), workbench.threads())) {
      double[] probabilities = model.probabilities(asked);
      RiskTrial trial = RiskTrial.of(asked.changes(), probabilities);
      write(new Answers(asked.changes(), probabilities, model.levels()), trial != null);
      if (trial != null) {
        workbench.terminal().out().println(report(trial));
        workbench.terminal().out().flush();
      }
      if (plot != null) {
        Reliability.draw("Risk of " + cases.getFileName(), trial, plot);
      }
    }
    return ExitCode.OK.code();
  }

  private void write(Answers answers, boolean labelled) {
    Terminal terminal = workbench.terminal();
    if (out != null && !out.equals(STANDARD_OUTPUT)) {
      answers.write(Path.of(out), false);
    } else if (out != null || !labelled) {
      if (output.json()) {
        answers.printJson(terminal.out());
      } else {
        answers.print(terminal.out(), false);
      }
    }
  }

  private String report(RiskTrial trial) {
    return output.json()
        ? RiskReport.json(trial).toString()
        : RiskReport.render(trial, output.style(workbench.terminal()));
  }
}
