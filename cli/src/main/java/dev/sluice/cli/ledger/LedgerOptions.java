package dev.sluice.cli.ledger;

import dev.sluice.activities.ledger.LedgerConfig;
import dev.sluice.cli.terminal.Style;
import dev.sluice.cli.terminal.Terminal;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which ledger is meant, and how it is shown. */
final class LedgerOptions {
  @Option(
      names = "--ledger",
      paramLabel = "URL",
      description = {
        "jdbc:sqlite:FILE or jdbc:postgresql://host:port/database, or a file.",
        "Otherwise what the configuration says."
      })
  private @Nullable String url;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The configuration. Otherwise SLUICE_CONFIG, otherwise the defaults.")
  private @Nullable Path config;

  @Option(names = "--json", description = "JSON: one object; JSON Lines where there are many.")
  private boolean json;

  @Option(
      names = "--no-color",
      description = "No colours. NO_COLOR in the environment does the same.")
  private boolean noColour;

  boolean json() {
    return json;
  }

  Style style(Terminal terminal) {
    return terminal.style(noColour);
  }

  /** What is configured, with the URL of the command line over it. */
  LedgerConfig ledger(Map<String, String> environment) {
    return LedgerSource.ledger(url, config, environment);
  }

  /** The folder of the services, as it is configured. */
  Path services(Map<String, String> environment) {
    return LedgerSource.configuration(config, environment).services();
  }
}
