package dev.sluice.cli.command;

import picocli.CommandLine.Option;

/** How many entries a list shows. */
public final class Limit {
  /** What --all means: more than this is no list for a person or a script any more. */
  static final int MOST = 100_000;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "Show at most this many, 1 to 100000. Default: ${DEFAULT-VALUE}.")
  private int limit;

  @Option(names = "--all", description = "Show all, up to 100000.")
  private boolean all;

  /** 1 to 100000. */
  public int count() {
    if (limit < 1 || limit > MOST) {
      throw new UsageProblem("--limit takes 1 to %d, not %d".formatted(MOST, limit));
    }
    return all ? MOST : limit;
  }
}
