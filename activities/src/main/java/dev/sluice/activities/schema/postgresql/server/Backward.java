package dev.sluice.activities.schema.postgresql.server;

import dev.sluice.activities.schema.postgresql.lint.ConcurrentIndex;
import dev.sluice.activities.schema.postgresql.lint.SqlScript;
import dev.sluice.activities.schema.postgresql.migration.Version;
import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.domain.subdomain.Direction;
import dev.sluice.domain.subdomain.Effect;
import dev.sluice.domain.subdomain.OrderBook;
import dev.sluice.domain.subdomain.TargetOrder;
import java.sql.SQLException;
import java.util.List;

/**
 * Takes back what a change did to one database, the newest migration first, by the scripts that
 * were there when it was applied.
 *
 * @param session with the database
 * @param order what was ordered
 */
public record Backward(Session session, TargetOrder order) {

  /** Does what is left to do. */
  public Effect carryOut() throws SQLException {
    session.reserve();
    OrderBook book = Notes.book(session);
    if (book.step(order, Direction.REVERT) == OrderBook.Step.NOTHING) {
      note(book);
      return Effect.ALREADY_THERE;
    }
    List<Notes.Applied> ours =
        Notes.applied(session).stream()
            .filter(applied -> applied.change().equals(order.change()))
            .toList();
    refuseWithoutWayBack(ours);
    refuseOvertaken(ours);
    session.atOnce(() -> Notes.write(session, ordered(ours.isEmpty())));
    for (Notes.Applied applied : ours) {
      takeBack(applied, applied.equals(ours.getLast()));
    }
    return Effect.APPLIED;
  }

  /** A database that this change never touched must not be touched by it any more. */
  private void note(OrderBook book) throws SQLException {
    OrderBook noted = book.leftAlone(order, History.of(session).shown());
    if (!noted.equals(book)) {
      Notes.create(session);
      session.atOnce(() -> Notes.write(session, noted));
    }
  }

  private void refuseWithoutWayBack(List<Notes.Applied> ours) {
    for (Notes.Applied applied : ours) {
      if (applied.undo().isEmpty() && applied.state() != Notes.State.BEGUN) {
        String why =
            applied.irreversible().isEmpty()
                ? "no script for it was there when it was applied"
                : applied.irreversible();
        throw operator(
            "NO_WAY_BACK",
            "version %s of %s can't be taken back: %s; write a new migration that mends it"
                .formatted(applied.version(), session.database().name(), why));
      }
    }
  }

  /** What others built upon ours must go first. */
  private void refuseOvertaken(List<Notes.Applied> ours) throws SQLException {
    if (ours.isEmpty()) {
      return;
    }
    Version oldest = ours.getLast().version();
    for (History.Row row : History.of(session).rows()) {
      boolean isOurs =
          ours.stream().anyMatch(applied -> applied.version().compareTo(row.version()) == 0);
      if (row.version().compareTo(oldest) > 0 && !isOurs) {
        throw operator(
            "CHANGED_SINCE",
            "%s brought %s to version %s after this change; take that back first"
                .formatted(row.by(), session.database().name(), row.version()));
      }
    }
  }

  private void takeBack(Notes.Applied applied, boolean last) throws SQLException {
    SqlScript back = SqlScript.of("U" + applied.script().substring(1), applied.undo());
    ConcurrentIndex index = ConcurrentIndex.of(back).orElse(null);
    if (applied.state() == Notes.State.BEGUN) {
      halfDone(applied);
    } else if (index != null) {
      boolean again = applied.state() == Notes.State.UNDOING;
      session.atOnce(() -> Notes.mark(session, applied.version(), Notes.State.UNDOING));
      IndexWork.carryOut(session, index, again);
    }
    boolean undone = applied.state() == Notes.State.BEGUN || index != null;
    session.atOnce(() -> {
      History.lock(session);
      if (!undone) {
        for (SqlScript.Statement statement : back.statements()) {
          session.execute(statement.sql());
        }
      }
      History.remove(session, applied.version());
      Notes.remove(session, applied.version());
      Notes.write(session, ordered(last));
    });
  }

  /** It never came to its end: an index half built goes, one half dropped comes back. */
  private void halfDone(Notes.Applied applied) throws SQLException {
    SqlScript script = SqlScript.of(applied.script(), applied.sql());
    ConcurrentIndex begun = ConcurrentIndex.of(script).orElseThrow();
    if (!begun.drops()) {
      IndexWork.takeBack(session, begun);
    } else if (Catalog.of(session).index(begun) != Catalog.IndexState.VALID) {
      IndexWork.takeBack(session, begun);
      ConcurrentIndex rebuilt =
          ConcurrentIndex.of(SqlScript.of(applied.script(), applied.undo())).orElse(null);
      if (rebuilt == null) {
        throw operator(
            "NO_WAY_BACK",
            "index %s of %s is half dropped and nothing builds it again; build it by hand"
                .formatted(begun.index(), session.database().name()));
      }
      IndexWork.carryOut(session, rebuilt, true);
    }
  }

  private OrderBook ordered(boolean done) throws SQLException {
    OrderBook book = Notes.book(session).ordered(order, Direction.REVERT, History.NO_VERSION);
    return done ? book.done(order.change()) : book;
  }

  private static ProblemException operator(String code, String message) {
    return new ProblemException(new Problem.ForOperator(code, message));
  }
}
