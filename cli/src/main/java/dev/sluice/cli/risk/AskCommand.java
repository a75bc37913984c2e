package dev.sluice.cli.risk;

import dev.sluice.activities.risk.RiskModel;
import dev.sluice.activities.risk.RiskModelFile;
import dev.sluice.cli.client.ExitCode;
import dev.sluice.cli.command.OutputOptions;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.inspection.risk.RiskTable;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks a model about changes. */
@Command(
    name = "ask",
    description = {
      "Asks a model about changes.",
      "Writes project,commit,score,risk in their order: the probability of harm, and what that means",
      "as a risk from 1 to 5."
    })
final class AskCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private final OutputOptions output = new OutputOptions();

  @Parameters(paramLabel = "MODEL.risk", description = "As `sluice risk train` wrote it.")
  private Path file = Path.of("");

  @Option(
      names = "--cases",
      required = true,
      paramLabel = "CASES.csv",
      description =
          "The changes, .csv or .csv.gz: project, commit, time, and the columns the model learned "
              + "from. They are compared with those that the model knows and with each other.")
  private Path cases = Path.of("");

  @Option(
      names = "--out",
      paramLabel = "PRED.csv",
      description = "Where the answers go; without it, to standard output.")
  private @Nullable Path out;

  AskCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    RiskTable asked = RiskTableFile.cases(cases).changes();
    try (RiskModel model = RiskModelFile.read(file).model()) {
      Answers answers = new Answers(asked.changes(), model.probabilities(asked), model.levels());
      if (out != null) {
        answers.write(out, true);
      } else if (output.json()) {
        answers.printJson(terminal.out());
      } else {
        answers.print(terminal.out(), true);
      }
    }
    return ExitCode.OK.code();
  }
}
