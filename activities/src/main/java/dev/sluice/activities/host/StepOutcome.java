package dev.sluice.activities.host;

import dev.sluice.domain.problem.ProblemException;
import dev.sluice.domain.subdomain.Effect;

/** What came of a step, in the contract's words. */
final class StepOutcome {
  static final String CONFLICT = "conflict";

  private StepOutcome() {}

  /**
   * @throws ProblemException when the step did not do what it was told
   */
  static Effect of(HostAnswer answer) {
    return switch (answer.outcome()) {
      case "applied", "ordered", "remembered" -> Effect.APPLIED;
      case "already", "underway" -> Effect.ALREADY_THERE;
      default -> throw problem(answer);
    };
  }

  private static ProblemException problem(HostAnswer answer) {
    String host = answer.host();
    String words = answer.words();
    return switch (answer.outcome()) {
      case "busy" ->
          HostProblems.passing(
              "HOST_LOCKED", "another worker is at work on %s; try again when it is done", host);
      case CONFLICT ->
          HostProblems.passing(
              "BOOK_CHANGED", "the order book of %s changes all the time; try again", host);
      case "torn" ->
          HostProblems.passing("TORN", "the new content did not come to %s as it was sent", host);
      case "lacks" ->
          HostProblems.operator("TOOL_MISSING", "%s lacks the program %s; install it", host, words);
      case "edited" ->
          HostProblems.operator(
              "CHANGED_BY_OTHERS",
              "somebody else changed the file on %s: its SHA-256 is %s; find out who, then plan again",
              host,
              words);
      case "unwritable" ->
          HostProblems.operator(
              "NOT_WRITABLE",
              "%s can't be written on %s: look for a full disk, a read-only file system or missing permission",
              words,
              host);
      case "no-folder" ->
          HostProblems.operator(
              "NO_FOLDER", "the file's folder is not there on %s; make it first", host);
      case "symbolic-link", "is-folder", "unreadable" ->
          HostProblems.operator(
              "NO_PLAIN_FILE",
              "the path on %s is no plain file that can be read (%s); it is left alone",
              host,
              answer.outcome());
      case "owner-lost" ->
          HostProblems.operator(
              "OWNER_LOST",
              "owner and mode of the file on %s can't be kept by this user; let a user log in that may",
              host);
      case "kept-lost" ->
          HostProblems.operator(
              "KEPT_LOST", "%s no longer keeps what was before; take it back by hand", host);
      case "no-boot-id" ->
          HostProblems.operator("NO_BOOT_ID", "%s has no boot id; correct boot_id", host);
      case "not-back" ->
          HostProblems.operator(
              "NOT_BACK", "undo ran on %s, and its version is not what it was; look at it", host);
      case "unhealthy" ->
          HostProblems.operator(
              "UNHEALTHY", "%s was changed, is not healthy, and stays drained; look at it", host);
      default -> failed(answer);
    };
  }

  private static ProblemException failed(HostAnswer answer) {
    String what =
        switch (answer.outcome()) {
          case "drain-failed" -> "the drain command";
          case "undrain-failed" -> "the undrain command";
          case "reload-failed" -> "the reload command";
          default -> "the command";
        };
    String end =
        answer.words().equals("124") || answer.words().equals("137")
            ? "took too long"
            : "ended with code " + answer.words();
    return HostProblems.operator(
        "COMMAND_FAILED",
        "%s %s on %s%s; look at it, or take the change back",
        what,
        end,
        answer.host(),
        answer.output().isEmpty() ? "" : " and said: " + answer.output());
  }
}
