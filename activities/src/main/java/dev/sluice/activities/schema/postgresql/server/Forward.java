package dev.sluice.activities.schema.postgresql.server;

import dev.sluice.activities.schema.postgresql.lint.ConcurrentIndex;
import dev.sluice.activities.schema.postgresql.lint.Phase;
import dev.sluice.activities.schema.postgresql.lint.SqlScript;
import dev.sluice.activities.schema.postgresql.migration.Migration;
import dev.sluice.activities.schema.postgresql.migration.MigrationSet;
import dev.sluice.activities.schema.postgresql.migration.Version;
import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.domain.subdomain.Direction;
import dev.sluice.domain.subdomain.Effect;
import dev.sluice.domain.subdomain.OrderBook;
import dev.sluice.domain.subdomain.TargetOrder;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings one database to a version.
 *
 * @param session with the database
 * @param order what was ordered
 * @param set the folder's migrations
 * @param wanted the version
 * @param phase what the lint lets pass
 */
public record Forward(
    Session session, TargetOrder order, MigrationSet set, Version wanted, Phase phase) {

  /** Does what is left to do. */
  public Effect carryOut() throws SQLException {
    session.reserve();
    OrderBook book = Notes.book(session);
    if (book.step(order, Direction.APPLY) == OrderBook.Step.NOTHING) {
      return Effect.ALREADY_THERE;
    }
    History history = History.of(session);
    MigrationCheck check = new MigrationCheck(session.database().name(), set, history);
    List<Migration> pending = check.pending(wanted);
    if (pending.isEmpty()) {
      return nothingLeft(book);
    }
    check.lint(pending, phase, Catalog.of(session));
    prepare();
    for (Migration migration : pending) {
      boolean last = migration.equals(pending.getLast());
      ConcurrentIndex index = ConcurrentIndex.of(migration.script()).orElse(null);
      if (index == null) {
        inOneTransaction(migration, history.shown(), last);
      } else {
        concurrently(migration, index, history.shown(), last);
      }
    }
    return Effect.APPLIED;
  }

  /** A change that did nothing here has nothing to take back. */
  private Effect nothingLeft(OrderBook book) throws SQLException {
    if (book.touch(order.change())
        .filter(touch -> touch.state() == OrderBook.State.ORDERED)
        .isPresent()) {
      session.atOnce(() -> Notes.write(session, book.done(order.change())));
    }
    return Effect.ALREADY_THERE;
  }

  private void prepare() throws SQLException {
    Notes.create(session);
    if (!History.exists(session)) {
      History.refuseUnknownTables(session);
      session.atOnce(() -> History.create(session));
    }
  }

  /** The migration, its history and the order book are one write. */
  private void inOneTransaction(Migration migration, String before, boolean last)
      throws SQLException {
    session.atOnce(() -> {
      lockHistory(migration);
      Notes.write(session, ordered(before, last));
      long begin = System.nanoTime();
      for (SqlScript.Statement statement : migration.script().statements()) {
        session.execute(statement.sql());
      }
      Notes.add(session, order.change(), migration, noWayBack(), Notes.State.APPLIED);
      History.add(session, migration, (System.nanoTime() - begin) / 1_000_000);
    });
  }

  private void concurrently(Migration migration, ConcurrentIndex index, String before, boolean last)
      throws SQLException {
    boolean again =
        Notes.applied(session).stream()
            .anyMatch(applied ->
                applied.version().compareTo(migration.version()) == 0
                    && applied.change().equals(order.change())
                    && applied.state() == Notes.State.BEGUN);
    session.atOnce(() -> {
      lockHistory(migration);
      Notes.write(session, ordered(before, false));
      Notes.add(session, order.change(), migration, noWayBack(), Notes.State.BEGUN);
    });
    long begin = System.nanoTime();
    IndexWork.carryOut(session, index, again);
    session.atOnce(() -> {
      lockHistory(migration);
      Notes.write(session, ordered(before, last));
      Notes.mark(session, migration.version(), Notes.State.APPLIED);
      History.add(session, migration, (System.nanoTime() - begin) / 1_000_000);
    });
  }

  /** Somebody may have migrated the database since it was looked at. */
  private void lockHistory(Migration migration) throws SQLException {
    History.lock(session);
    Version newest = History.of(session).version().orElse(null);
    if (isAtLeast(newest, migration.version())) {
      throw new ProblemException(
          new Problem.Passing(
              "MIGRATED_MEANWHILE",
              "somebody brought %s to version %s meanwhile; look again"
                  .formatted(session.database().name(), newest)));
    }
  }

  private static boolean isAtLeast(@Nullable Version version, Version other) {
    return version != null && version.compareTo(other) >= 0;
  }

  private String noWayBack() {
    return phase == Phase.CONTRACT ? "it is a contraction" : "";
  }

  private OrderBook ordered(String before, boolean done) throws SQLException {
    OrderBook book = Notes.book(session).ordered(order, Direction.APPLY, before);
    return done ? book.done(order.change()) : book;
  }
}
