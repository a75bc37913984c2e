package dev.sluice.activities.schema.postgresql.server;

import dev.sluice.activities.schema.postgresql.lint.ConcurrentIndex;
import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Builds or drops an index outside of a transaction, and finds out how far a first try came. */
final class IndexWork {
  private static final Logger LOG = LoggerFactory.getLogger(IndexWork.class);

  private IndexWork() {}

  /**
   * Brings the index there.
   *
   * @param again whether it was begun before, so that what is found is Sluice's own
   */
  static void carryOut(Session session, ConcurrentIndex index, boolean again) throws SQLException {
    Catalog catalog = Catalog.of(session);
    Catalog.IndexState state = catalog.index(index);
    if (index.drops()) {
      if (!again || state != Catalog.IndexState.MISSING) {
        session.executeConcurrently(index.sql());
      }
      return;
    }
    if (again && state == Catalog.IndexState.VALID) {
      return;
    }
    if (state == Catalog.IndexState.INVALID) {
      dropInvalid(session, catalog, index, again);
    }
    session.executeConcurrently(index.sql());
    if (catalog.index(index) != Catalog.IndexState.VALID) {
      throw new ProblemException(
          new Problem.Passing(
              "INVALID_INDEX",
              "index %s of %s is not valid; it is dropped and built again at the next try"
                  .formatted(index.index(), session.database().name())));
    }
  }

  private static void dropInvalid(
      Session session, Catalog catalog, ConcurrentIndex index, boolean ours) throws SQLException {
    String name = catalog.nameWithSchema(index);
    if (!ours) {
      throw new ProblemException(
          new Problem.ForOperator(
              "INVALID_INDEX",
              "%s has an invalid index %s that somebody else began; drop it concurrently"
                  .formatted(session.database().name(), name)));
    }
    LOG.warn(
        "{}: index {} is invalid after an earlier try; it is dropped and built again",
        session.database().name(),
        name);
    session.executeConcurrently("drop index concurrently if exists " + name);
  }

  /** Leaves no trace of an index that was begun and is not wanted any more. */
  static void takeBack(Session session, ConcurrentIndex index) throws SQLException {
    Catalog catalog = Catalog.of(session);
    if (catalog.index(index) != Catalog.IndexState.MISSING) {
      session.executeConcurrently(
          "drop index concurrently if exists " + catalog.nameWithSchema(index));
    }
  }
}
