package dev.sluice.cli.ledger;

import dev.sluice.activities.ledger.Ledger;
import dev.sluice.cli.client.ExitCode;
import dev.sluice.cli.command.Session;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Makes the ledger's table, where workers may not. */
@Command(
    name = "migrate",
    description = {
      "Makes the ledger's table or brings it up to date.",
      "Needed only where the workers' own user may not: ledger.migrate is then false."
    })
final class MigrateCommand implements Callable<Integer> {
  private final Session session;
  private final Map<String, String> environment;

  @Mixin private final LedgerOptions options = new LedgerOptions();

  MigrateCommand(Session session, Map<String, String> environment) {
    this.session = session;
    this.environment = environment;
  }

  @Override
  public Integer call() {
    try (Ledger ledger = Ledger.of(options.ledger(environment))) {
      ledger.migrate();
    }
    session.terminal().out().println(options.json() ? "{}" : "The ledger is up to date.");
    return ExitCode.OK.code();
  }
}
