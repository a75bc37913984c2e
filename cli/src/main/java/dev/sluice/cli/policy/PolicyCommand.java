package dev.sluice.cli.policy;

import dev.sluice.cli.terminal.Terminal;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What can be done with policies, without any server. */
@Command(
    name = "policy",
    description = "Checks policies, and tries them on past changes.",
    synopsisSubcommandLabel = "COMMAND")
public final class PolicyCommand {
  private PolicyCommand() {}

  /** With its commands. */
  public static CommandLine of(Terminal terminal, Map<String, String> environment) {
    return new CommandLine(new PolicyCommand())
        .addSubcommand(new PolicyCheckCommand(terminal))
        .addSubcommand(new PolicyTestCommand(terminal, environment));
  }
}
