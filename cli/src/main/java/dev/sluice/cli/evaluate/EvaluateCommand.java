package dev.sluice.cli.evaluate;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What can be done with recorded cases, without any server. */
@Command(
    name = "evaluate",
    description =
        "Judges recorded cases, explains and draws them; scores the judge, the risk model, and what is said of causes.",
    synopsisSubcommandLabel = "COMMAND")
public final class EvaluateCommand {
  private EvaluateCommand() {}

  /** With its commands. */
  public static CommandLine of(Workbench workbench) {
    return new CommandLine(new EvaluateCommand())
        .addSubcommand(new InspectionCommand(workbench))
        .addSubcommand(new AgainCommand(workbench))
        .addSubcommand(new ScoresCommand(workbench))
        .addSubcommand(new EvaluateRiskCommand(workbench))
        .addSubcommand(new AttributionCommand(workbench))
        .addSubcommand(new LocalizationCommand(workbench));
  }
}
