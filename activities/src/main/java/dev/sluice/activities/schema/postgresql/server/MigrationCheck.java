package dev.sluice.activities.schema.postgresql.server;

import dev.sluice.activities.schema.postgresql.lint.Finding;
import dev.sluice.activities.schema.postgresql.lint.Ground;
import dev.sluice.activities.schema.postgresql.lint.Lint;
import dev.sluice.activities.schema.postgresql.lint.Phase;
import dev.sluice.activities.schema.postgresql.lint.SqlScript;
import dev.sluice.activities.schema.postgresql.migration.Migration;
import dev.sluice.activities.schema.postgresql.migration.MigrationSet;
import dev.sluice.activities.schema.postgresql.migration.Version;
import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Whether a folder's migrations fit a database, and may run on it.
 *
 * @param database its name
 * @param set the folder's migrations
 * @param history what the database ran
 */
record MigrationCheck(String database, MigrationSet set, History history) {
  private static final int MOST_TOLD = 5;

  /**
   * What is to be run to get to a version, in that order; empty when the database is there.
   *
   * @throws ProblemException when the history is not the folder's, or was broken off
   */
  List<Migration> pending(Version wanted) {
    if (set.find(wanted).isEmpty()) {
      throw new ProblemException(
          new Problem.ForAuthor(
              "UNKNOWN_VERSION",
              "the folder has no migration to version %s; name one of it".formatted(wanted)));
    }
    refuseFailed();
    refuseDrift();
    List<Migration> pending =
        set.all().stream()
            .filter(migration -> migration.version().compareTo(wanted) <= 0)
            .filter(migration -> !isDone(migration))
            .toList();
    refuseOutOfOrder(pending);
    return pending;
  }

  private boolean isDone(Migration migration) {
    boolean belowBaseline =
        history.rows().stream()
            .anyMatch(row ->
                row.kind().equals("BASELINE") && migration.version().compareTo(row.version()) <= 0);
    return belowBaseline || history.has(migration.version());
  }

  private void refuseFailed() {
    if (!history.failed().isEmpty()) {
      throw operator(
          "FAILED_MIGRATION",
          "migration %s of %s was broken off; clean up after it and repair Flyway's history"
              .formatted(history.failed().getFirst().version(), database));
    }
  }

  private void refuseDrift() {
    for (History.Row row : history.rows()) {
      if (row.kind().equals("SQL")) {
        Migration migration = set.find(row.version()).orElse(null);
        if (migration == null) {
          throw operator(
              "UNKNOWN_MIGRATION",
              "%s ran version %s (by %s), which the folder does not have; bring it into the folder"
                  .formatted(database, row.version(), row.by()));
        }
        if (row.checksum() != null && row.checksum() != migration.checksum()) {
          throw operator(
              "CHECKSUM_DRIFT",
              "%s was changed after %s ran it; restore the file, and write a new migration for what is new"
                  .formatted(migration.file(), database));
        }
      }
    }
  }

  private void refuseOutOfOrder(List<Migration> pending) {
    Version newest = history.version().orElse(null);
    if (newest != null
        && !pending.isEmpty()
        && pending.getFirst().version().compareTo(newest) < 0) {
      throw operator(
          "OUT_OF_ORDER",
          "%s runs version %s already, and not the older %s; give that one a newer version"
              .formatted(database, newest, pending.getFirst().version()));
    }
  }

  /**
   * Refuses what the lint finds in migrations and their ways back.
   *
   * @throws ProblemException for the author, with the reasons
   */
  void lint(List<Migration> pending, Phase phase, Ground ground) {
    List<String> reasons = new ArrayList<>();
    Lint forward = new Lint(phase, ground);
    for (Migration migration : pending) {
      SqlScript script = migration.script();
      forward.judge(script).stream().map(Finding::words).forEach(reasons::add);
      if (phase == Phase.EXPAND) {
        lintBack(migration, script, ground, reasons);
      }
    }
    if (!reasons.isEmpty()) {
      String more =
          reasons.size() > MOST_TOLD ? "; and %d more".formatted(reasons.size() - MOST_TOLD) : "";
      throw new ProblemException(
          new Problem.ForAuthor(
              "UNSAFE_MIGRATION",
              reasons.stream().limit(MOST_TOLD).collect(Collectors.joining("; ")) + more));
    }
  }

  private static void lintBack(
      Migration migration, SqlScript script, Ground ground, List<String> reasons) {
    String undo = migration.undo();
    if (undo != null) {
      new Lint(Phase.WAY_BACK, ground)
          .judge(SqlScript.of(migration.undoFile(), undo)).stream()
              .map(Finding::words)
              .forEach(reasons::add);
    } else if (script.irreversible().isEmpty()) {
      reasons.add(
          "%s has no way back; write %s, or begin it with the line -- sluice: irreversible, because REASON"
              .formatted(migration.file(), migration.undoFile()));
    }
  }

  private static ProblemException operator(String code, String message) {
    return new ProblemException(new Problem.ForOperator(code, message));
  }
}
