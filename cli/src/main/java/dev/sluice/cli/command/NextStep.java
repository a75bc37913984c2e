package dev.sluice.cli.command;

import dev.sluice.cli.client.ApiFailure;
import java.util.Set;

/** What to do after a failure, in one sentence. */
final class NextStep {
  private static final Set<String> READS_THE_CATALOG = Set.of("types", "targets", "plan", "start");

  private NextStep() {}

  /**
   * @param command the command that failed, by its name
   * @param address where the API was called
   */
  static String after(ApiFailure failure, String command, String address) {
    // What the server did not foresee has no remedy here: its sentence must do.
    return switch (failure.code()) {
      case UNAVAILABLE ->
          "is Sluice running at %s? Start it with `sluice dev`, or give --address or SLUICE_ADDRESS."
              .formatted(address);
      case DEADLINE_EXCEEDED -> "try again with a longer --timeout.";
      case UNAUTHENTICATED -> "give your token's file with --token-file or SLUICE_TOKEN_FILE.";
      case PERMISSION_DENIED -> "ask someone who may do this; the reason is above.";
      case INVALID_ARGUMENT -> invalid(command);
      case NOT_FOUND -> notFound(command);
      case ALREADY_EXISTS ->
          "choose another --id, or look at the one that exists with `sluice get`.";
      case FAILED_PRECONDITION, ABORTED -> "look at its state with `sluice get`.";
      case RESOURCE_EXHAUSTED -> "wait a little and try again.";
      case UNIMPLEMENTED -> "the server is older than this command: update it.";
      case OK, CANCELLED, UNKNOWN, OUT_OF_RANGE, INTERNAL, DATA_LOSS -> "";
    };
  }

  static String afterLostStart(String requestId) {
    return "the change may have started. Repeat with --request-id %s: it can't start twice."
        .formatted(requestId);
  }

  private static String invalid(String command) {
    return switch (command) {
      case "plan", "start" -> "`sluice types NAME` shows the parameters and what they allow.";
      case "list" -> "`sluice list --help` shows what a filter looks like.";
      default -> "`sluice %s --help` shows what it takes.".formatted(command);
    };
  }

  private static String notFound(String command) {
    return READS_THE_CATALOG.contains(command)
        ? "`sluice types` and `sluice targets` list what there is."
        : "`sluice list` shows the changes there are.";
  }
}
