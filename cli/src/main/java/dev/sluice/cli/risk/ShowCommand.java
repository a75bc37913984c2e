package dev.sluice.cli.risk;

import dev.sluice.activities.risk.RiskModel;
import dev.sluice.activities.risk.RiskModelFile;
import dev.sluice.cli.client.ExitCode;
import dev.sluice.cli.command.OutputOptions;
import dev.sluice.cli.terminal.Terminal;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what a model is and how good it was. */
@Command(
    name = "show",
    description = "Shows what a model learned from, how good it was, and what its scores mean.")
final class ShowCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private final OutputOptions output = new OutputOptions();

  @Parameters(paramLabel = "MODEL.risk", description = "As `sluice risk train` wrote it.")
  private Path file = Path.of("");

  @Option(
      names = "--plot",
      paramLabel = "RELIABILITY.svg",
      description = "Draws what was said of the newest changes against what happened.")
  private @Nullable Path plot;

  ShowCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    RiskModelFile read = RiskModelFile.read(file);
    try (RiskModel model = read.model()) {
      terminal
          .out()
          .println(
              output.json()
                  ? ModelReport.json(read)
                  : ModelReport.render(read, output.style(terminal)));
      terminal.out().flush();
      if (plot != null) {
        Reliability.draw("Risk, newest fifth learned from", model.facts().heldOut(), plot);
      }
    }
    return ExitCode.OK.code();
  }
}
