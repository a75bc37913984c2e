package dev.sluice.cli.risk;

import dev.sluice.cli.command.Session;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The risk model: how likely a change is to do harm, before it runs. */
@Command(
    name = "risk",
    description = "Trains a model of which changes do harm, shows it, and asks it. Needs no API.",
    synopsisSubcommandLabel = "COMMAND")
public final class RiskCommand {
  private RiskCommand() {}

  /**
   * With its commands.
   *
   * @param threads that learn at the same time, at least 1
   */
  public static CommandLine of(Session session, Map<String, String> environment, int threads) {
    return new CommandLine(new RiskCommand())
        .addSubcommand(new TrainCommand(session, environment, threads))
        .addSubcommand(new ShowCommand(session.terminal()))
        .addSubcommand(new AskCommand(session.terminal()));
  }
}
