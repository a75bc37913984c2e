package dev.sluice.cli.command;

import picocli.CommandLine.Option;

/** Why a person steers, where it must be said. */
public final class NeededReason {
  @Option(
      names = "--reason",
      required = true,
      paramLabel = "TEXT",
      description = "Why. Recorded with the change.")
  private String text = "";

  /**
   * @throws UsageProblem if it says nothing
   */
  public String text() {
    if (text.isBlank()) {
      throw new UsageProblem("--reason must say why: whoever looks at the change later needs it");
    }
    return text;
  }
}
