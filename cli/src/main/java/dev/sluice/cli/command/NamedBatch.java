package dev.sluice.cli.command;

import picocli.CommandLine.Option;

/** Says which batch is meant, so that an order that comes late does not fall on the next one. */
final class NamedBatch {
  @Option(
      names = "--batch",
      paramLabel = "N",
      description = {
        "The batch that is meant; refused when another is in hand.",
        "Without it the one in hand is meant."
      })
  private int batch;

  /** From 1; 0 when none is named. */
  int number() {
    if (batch < 0) {
      throw new UsageProblem("--batch is a batch's number, from 1: " + batch);
    }
    return batch;
  }
}
