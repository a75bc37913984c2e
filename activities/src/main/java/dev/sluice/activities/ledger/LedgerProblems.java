package dev.sluice.activities.ledger;

import dev.sluice.activities.problem.DefectWords;
import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What the database's errors mean: whether to try again, or who must act. */
final class LedgerProblems {
  /** Nobody must act. */
  static final String UNAVAILABLE = "LEDGER_UNAVAILABLE";

  /** The configuration or the rights are wrong. */
  static final String REFUSED = "LEDGER_REFUSED";

  /** There is none at this place, or it lacks a migration. */
  static final String MISSING = "LEDGER_MISSING";

  /** The database, or what stands in it, is broken. */
  static final String BROKEN = "LEDGER_BROKEN";

  /** Another row has the key. */
  static final String KEY_TAKEN = "LEDGER_KEY_TAKEN";

  private static final int DEEPEST_CAUSE = 10;
  private static final Set<String> REFUSALS = Set.of("28P01", "28000", "3D000", "42501", "25006");
  private static final Set<String> CONFLICTS =
      Set.of("40001", "40P01", "55P03", "25P03", "57014", "57P03");

  private LedgerProblems() {}

  /**
   * @param place the ledger's URL without options, for the message
   * @throws IllegalArgumentException the failure itself where the caller is to blame
   */
  static ProblemException of(String place, RuntimeException failure) {
    if (failure instanceof ProblemException known) {
      return known;
    }
    if (failure instanceof IllegalArgumentException callers) {
      throw callers;
    }
    SQLException sql = sql(failure);
    if (sql == null) {
      return new ProblemException(broken(place, failure), failure);
    }
    Problem problem = sql instanceof SQLiteException sqlite ? of(place, sqlite) : of(place, sql);
    return new ProblemException(problem, failure);
  }

  private static Problem of(String place, SQLiteException e) {
    SQLiteErrorCode code = e.getResultCode();
    // Extended codes hold the plain one in their lowest byte.
    return switch (code.code & 0xff) {
      case 5, 6 -> passing(place, "another process is writing to it");
      case 10 -> passing(place, "its file could not be read or written: " + word(code));
      case 13 -> operator(REFUSED, place, "its disk is full: make room");
      case 3, 8, 14, 23 ->
          operator(
              REFUSED,
              place,
              "its file can't be opened for writing (%s): give it a folder that exists and that this user may write"
                  .formatted(word(code)));
      case 1 ->
          lacksTable(e)
              ? operator(
                  MISSING, place, "it has no table: run `sluice ledger migrate`, or set ledger.url")
              : broken(place, e);
      default -> broken(place, e);
    };
  }

  private static Problem of(String place, SQLException e) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    if (REFUSALS.contains(state)) {
      return operator(
          REFUSED,
          place,
          "%s; mend ledger.url, ledger.user, ledger.passwordFile or the user's rights"
              .formatted(DefectWords.of(e)));
    }
    if (state.equals("42P01")) {
      return operator(MISSING, place, "it has no table: run `sluice ledger migrate` as the owner");
    }
    if (state.equals("53100")) {
      return operator(REFUSED, place, "its disk is full: make room");
    }
    if (CONFLICTS.contains(state)) {
      return passing(place, "others are writing to it, or it is starting");
    }
    boolean lost = state.startsWith("08") || state.startsWith("57P") || state.startsWith("53");
    if (lost || e instanceof SQLTransientException) {
      return passing(place, "it can't be reached, or ended the session");
    }
    return broken(place, e);
  }

  private static boolean lacksTable(SQLiteException e) {
    return e.getMessage() != null && e.getMessage().contains("no such table");
  }

  private static @Nullable SQLException sql(Throwable failure) {
    SQLException found = null;
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
      // The pool wraps what the driver said; the driver knows more.
      if (cause instanceof SQLException sql && (found == null || sql.getSQLState() != null)) {
        found = sql;
      }
      cause = cause.getCause();
    }
    return found;
  }

  private static String word(SQLiteErrorCode code) {
    return code.name().toLowerCase(Locale.ROOT);
  }

  private static Problem broken(String place, Throwable e) {
    return operator(BROKEN, place, DefectWords.of(e));
  }

  private static Problem passing(String place, String why) {
    return new Problem.Passing(UNAVAILABLE, "the ledger at %s: %s".formatted(place, why));
  }

  static Problem operator(String code, String place, String why) {
    return new Problem.ForOperator(code, "the ledger at %s: %s".formatted(place, why));
  }
}
