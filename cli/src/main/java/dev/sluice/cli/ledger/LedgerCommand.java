package dev.sluice.cli.ledger;

import dev.sluice.cli.command.Session;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What can be done with the ledger. */
@Command(
    name = "ledger",
    description = {
      "Looks into the long-term record of changes and verdicts, and says later whether they were right.",
      "Opens the ledger's database itself: docs/ledger.md."
    },
    synopsisSubcommandLabel = "COMMAND")
public final class LedgerCommand {
  private LedgerCommand() {}

  /** With its commands. */
  public static CommandLine of(Session session, Map<String, String> environment) {
    return new CommandLine(new LedgerCommand())
        .addSubcommand(new EntriesCommand(session, environment))
        .addSubcommand(new FeedbackCommand(session, environment))
        .addSubcommand(new VerifyCommand(session, environment))
        .addSubcommand(new MigrateCommand(session, environment));
  }
}
