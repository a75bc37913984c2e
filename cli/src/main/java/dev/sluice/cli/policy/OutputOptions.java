package dev.sluice.cli.policy;

import dev.sluice.cli.terminal.Style;
import dev.sluice.cli.terminal.Terminal;
import picocli.CommandLine.Option;

/** How results are printed. */
final class OutputOptions {
  @Option(names = "--json", description = "JSON Lines: one object for each thing that is printed.")
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
}
