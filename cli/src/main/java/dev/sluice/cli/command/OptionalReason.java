package dev.sluice.cli.command;

import picocli.CommandLine.Option;

/** Why a person steers, if they say so. */
final class OptionalReason {
  @Option(names = "--reason", paramLabel = "TEXT", description = "Why. Recorded with the change.")
  private String text = "";

  String text() {
    return text;
  }
}
