package dev.sluice.cli.notify;

import dev.sluice.cli.command.Session;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What can be done with the channels, without any server. */
@Command(
    name = "notify",
    description = "Tries the webhooks that tell people what waits for them: docs/notifications.md.",
    synopsisSubcommandLabel = "COMMAND")
public final class NotifyCommand {
  private NotifyCommand() {}

  /** With its commands. */
  public static CommandLine of(Session session, Map<String, String> environment) {
    return new CommandLine(new NotifyCommand())
        .addSubcommand(new NotifyTestCommand(session, environment));
  }
}
