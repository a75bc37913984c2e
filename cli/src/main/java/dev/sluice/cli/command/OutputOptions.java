package dev.sluice.cli.command;

import dev.sluice.cli.terminal.Style;
import dev.sluice.cli.terminal.Terminal;
import picocli.CommandLine.Option;

/** How results are printed that no API gave. */
public final class OutputOptions {
  @Option(names = "--json", description = "JSON: one object; JSON Lines where there are many.")
  private boolean json;

  @Option(
      names = "--no-color",
      description = "No colours. NO_COLOR in the environment does the same.")
  private boolean noColour;

  /** Whether a machine reads. */
  public boolean json() {
    return json;
  }

  /** How a person's terminal shows it. */
  public Style style(Terminal terminal) {
    return terminal.style(noColour);
  }
}
