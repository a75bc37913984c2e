package dev.sluice.cli.ledger;

import dev.sluice.activities.ledger.Ledger;
import dev.sluice.activities.ledger.Verification;
import dev.sluice.activities.ledger.Verification.Broken;
import dev.sluice.activities.ledger.Verification.Sound;
import dev.sluice.cli.client.ExitCode;
import dev.sluice.cli.command.Session;
import dev.sluice.cli.command.UsageProblem;
import dev.sluice.cli.report.Quantity;
import dev.sluice.cli.terminal.Printable;
import dev.sluice.cli.terminal.Style;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Walks along the chain of hashes. */
@Command(
    name = "verify",
    description = {
      "Checks that no row of the ledger was changed, removed, inserted or moved.",
      "Rows cut off at the end are found by a hash that was noted before: --head."
    })
final class VerifyCommand implements Callable<Integer> {
  private final Session session;
  private final Map<String, String> environment;

  @Mixin private final LedgerOptions options = new LedgerOptions();

  @Option(
      names = "--head",
      paramLabel = "HASH",
      description = "A hash that an earlier run printed; its row must still be there.")
  private String head = "";

  VerifyCommand(Session session, Map<String, String> environment) {
    this.session = session;
    this.environment = environment;
  }

  @Override
  public Integer call() {
    if (!head.isEmpty() && !head.matches("[0-9a-fA-F]{64}")) {
      throw new UsageProblem("--head takes a hash of 64 hex digits, as verify prints it");
    }
    Verification found;
    try (Ledger ledger = Ledger.reading(options.ledger(environment))) {
      found = ledger.verify(head);
    }
    Style style = options.style(session.terminal());
    session.terminal().out().println(options.json() ? json(found) : text(found, style));
    return switch (found) {
      case Sound _ -> ExitCode.OK.code();
      case Broken _ -> ExitCode.BROKEN_LEDGER.code();
    };
  }

  private static String text(Verification found, Style style) {
    return switch (found) {
      case Sound sound ->
          style.good("sound")
              + "  %s, head %s".formatted(Quantity.count(sound.rows(), "row"), sound.head());
      case Broken broken -> style.bad("broken") + "  " + Printable.text(broken.message());
    };
  }

  private static String json(Verification found) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    switch (found) {
      case Sound sound ->
          node.put("sound", true).put("rows", sound.rows()).put("head", sound.head());
      case Broken broken ->
          node.put("sound", false)
              .put("row", broken.seq())
              .put("wrong", broken.wrong().name().toLowerCase(Locale.ROOT))
              .put("message", broken.message());
    }
    return node.toString();
  }
}
