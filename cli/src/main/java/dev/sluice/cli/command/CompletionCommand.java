package dev.sluice.cli.command;

import dev.sluice.cli.client.ExitCode;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the script that completes commands in a shell. */
@Command(
    name = "completion",
    description = "Prints a completion script for bash and zsh.",
    footer = {"", "To use it in this shell: source <(sluice completion)"})
public final class CompletionCommand implements Callable<Integer> {
  private final Session session;

  @Spec private @Nullable CommandSpec spec;

  public CompletionCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    CommandSpec self = spec;
    if (self == null) {
      throw new IllegalStateException("the command runs outside the sluice command line");
    }
    session.terminal().out().println(AutoComplete.bash("sluice", self.root().commandLine()));
    session.terminal().out().flush();
    return ExitCode.OK.code();
  }
}
