package dev.sluice.cli.command;

import org.jspecify.annotations.Nullable;

/** The command line asks for something that can't be asked for. */
public final class UsageProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UsageProblem(@Nullable String message) {
    super(message);
  }
}
