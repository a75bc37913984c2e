package dev.sluice.cli.command;

import dev.sluice.cli.client.ApiFailure;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.domain.problem.ProblemException;
import io.grpc.StatusRuntimeException;
import java.io.UncheckedIOException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Says on the error stream why a command failed and what to do next; as JSON where JSON was asked
 * for.
 */
public final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
  private final Terminal terminal;

  public Failures(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public int handleParseException(ParameterException wrong, String[] arguments) {
    List<String> written = List.of(arguments);
    Complaint complaint = Complaint.usage(wrong.getMessage(), help(wrong.getCommandLine()));
    return report(
        complaint, written.contains(ApiOptions.JSON), written.contains(ApiOptions.NO_COLOUR));
  }

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine commandLine, ParseResult parsed) {
    CommandSpec command = commandLine.getCommandSpec();
    return report(
        complaint(failure, commandLine),
        isOn(command, ApiOptions.JSON),
        isOn(command, ApiOptions.NO_COLOUR));
  }

  private Complaint complaint(Exception failure, CommandLine commandLine) {
    CommandSpec command = commandLine.getCommandSpec();
    String address = ApiOptions.addressOf(command, terminal);
    return switch (failure) {
      case StatusRuntimeException refused -> {
        ApiFailure why = ApiFailure.of(refused);
        yield Complaint.of(why, address, NextStep.after(why, command.name(), address));
      }
      case MayHaveStarted unknown -> {
        ApiFailure why = ApiFailure.of(unknown.failure());
        yield Complaint.of(why, address, NextStep.afterLostStart(unknown.requestId()));
      }
      case ProblemException met -> Complaint.of(met.problem());
      case UsageProblem wrong -> Complaint.usage(wrong.getMessage(), help(commandLine));
      case UncheckedIOException unreadable ->
          Complaint.local(unreadable.getMessage() + ": " + unreadable.getCause());
      case InterruptedException _ -> {
        Thread.currentThread().interrupt();
        yield Complaint.local("interrupted");
      }
      case IllegalArgumentException wrong -> Complaint.local(wrong.getMessage());
      default -> Complaint.local(failure.toString());
    };
  }

  private int report(Complaint complaint, boolean json, boolean noColour) {
    terminal.err().println(json ? complaint.json() : complaint.text(terminal.style(noColour)));
    terminal.err().flush();
    return complaint.exit().code();
  }

  private static String help(CommandLine commandLine) {
    return "See `%s --help`.".formatted(commandLine.getCommandSpec().qualifiedName());
  }

  private static boolean isOn(CommandSpec command, String option) {
    return command.findOption(option) != null
        && Boolean.TRUE.equals(command.findOption(option).getValue());
  }
}
