package dev.sluice.cli.terminal;

import org.jspecify.annotations.Nullable;

/** The variables that the caller's shell has set. */
@FunctionalInterface
public interface Environment {
  @Nullable String value(String variable);
}
