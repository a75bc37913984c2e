package dev.sluice.activities.schema.postgresql.server;

import dev.sluice.activities.schema.postgresql.inventory.Database;
import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import java.sql.SQLException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What the server's errors mean, by their codes. */
public final class ServerProblems {
  private ServerProblems() {}

  /** Whoever must act about it; details of rows stay out, for they may be private. */
  public static ProblemException of(Database database, SQLException e) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    String name = database.name();
    Problem problem =
        switch (state) {
          case "55P03" ->
              passing(
                  "LOCKED",
                  "a lock on %s could not be taken in time; nothing was changed".formatted(name));
          case "40P01", "40001" ->
              passing(
                  "CONFLICT",
                  "somebody wrote to %s at the same time; nothing was changed".formatted(name));
          case "53300", "57P03" ->
              passing("UNREACHABLE", "%s takes no more sessions just now".formatted(name));
          case "57014" ->
              author(
                  "TOO_SLOW",
                  "a statement took longer on %s than statement_timeout allows, and was taken back; make it smaller"
                      .formatted(name));
          case "28P01", "28000" ->
              operator(
                  "WRONG_CREDENTIALS",
                  "%s refuses the user or password of the inventory; mend its user or passwordFile"
                      .formatted(name));
          case "3D000" ->
              operator(
                  "NO_SUCH_DATABASE",
                  "the database of %s is not there; mend the inventory".formatted(name));
          case "25006" ->
              operator(
                  "READ_ONLY",
                  "%s is read only; name its primary in the inventory".formatted(name));
          case "42501" ->
              operator(
                  "MISSING_RIGHT",
                  "the user of the inventory may not do this on %s; grant it (%s)"
                      .formatted(name, said(e)));
          case "53100" ->
              operator("DISK_FULL", "%s has no room left; give it some".formatted(name));
          default -> other(name, state, e);
        };
    return new ProblemException(problem, e);
  }

  private static Problem other(String name, String state, SQLException e) {
    boolean lost = state.startsWith("08") || state.startsWith("57P") || state.startsWith("53");
    if (lost || state.equals("25P03") || state.isEmpty()) {
      return passing("UNREACHABLE", "%s can't be reached, or ended the session".formatted(name));
    }
    return author(
        "MIGRATION_FAILED",
        "%s refuses it (%s: %s); nothing of that statement was kept; mend the migration"
            .formatted(name, state, said(e)));
  }

  private static String said(SQLException e) {
    ServerErrorMessage message =
        e instanceof PSQLException told ? told.getServerErrorMessage() : null;
    return message == null || message.getMessage() == null
        ? "no reason given"
        : message.getMessage();
  }

  private static Problem passing(String code, String message) {
    return new Problem.Passing(code, message);
  }

  private static Problem author(String code, String message) {
    return new Problem.ForAuthor(code, message);
  }

  private static Problem operator(String code, String message) {
    return new Problem.ForOperator(code, message);
  }
}
