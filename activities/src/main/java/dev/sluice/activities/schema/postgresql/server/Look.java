package dev.sluice.activities.schema.postgresql.server;

import dev.sluice.activities.schema.postgresql.lint.Phase;
import dev.sluice.activities.schema.postgresql.migration.Migration;
import dev.sluice.activities.schema.postgresql.migration.MigrationSet;
import dev.sluice.activities.schema.postgresql.migration.Version;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.domain.subdomain.Direction;
import dev.sluice.domain.subdomain.OrderBook;
import dev.sluice.domain.subdomain.TargetOrder;
import java.sql.SQLException;
import java.util.List;

/**
 * Looks at one database.
 *
 * @param session with the database
 */
public record Look(Session session) {
  private static final int OLDEST_SERVER = 10;

  /**
   * What a database runs.
   *
   * @param version the newest version, {@link History#NO_VERSION} for none
   * @param healthy whether it can be written to and no migration was broken off
   * @param changedBy the change whose state it has; empty where none is known
   */
  public record State(String version, boolean healthy, String changedBy) {}

  /** What it runs now. */
  public State state() throws SQLException {
    History history = History.of(session);
    boolean standby = session.is("select pg_is_in_recovery()");
    return new State(
        history.shown(), history.failed().isEmpty() && !standby, Notes.book(session).changedBy());
  }

  /** Remembers what a database runs before a change; the same change is told the same again. */
  public String remember(String change) throws SQLException {
    OrderBook.Touch known = Notes.book(session).touch(change).orElse(null);
    if (known != null) {
      return known.before();
    }
    session.reserve();
    Notes.create(session);
    String version = History.of(session).shown();
    OrderBook book = Notes.book(session).remembered(change, version);
    session.atOnce(() -> Notes.write(session, book));
    return book.touch(change).map(OrderBook.Touch::before).orElse(version);
  }

  /**
   * Whether an order has been carried out.
   *
   * @param wanted the version that was ordered
   */
  public boolean arrived(TargetOrder order, Direction direction, Version wanted)
      throws SQLException {
    History history = History.of(session);
    OrderBook.Touch touch = Notes.book(session).touch(order.change()).orElse(null);
    boolean untouched = touch == null || touch.state() == OrderBook.State.REMEMBERED;
    boolean done =
        touch != null && touch.state() == OrderBook.State.DONE && touch.direction() == direction;
    boolean there =
        switch (direction) {
          case APPLY -> (untouched || done) && history.has(wanted);
          case REVERT -> untouched || done;
        };
    return there && history.failed().isEmpty();
  }

  /**
   * Why a database may not be migrated now; empty when it may.
   *
   * @param quiet what must hold around it
   * @throws ProblemException when the migrations themselves may not run
   */
  public String obstacle(
      TargetOrder order, MigrationSet set, Version wanted, Phase phase, Quiet quiet)
      throws SQLException {
    if (session.serverVersion() < OLDEST_SERVER) {
      return "its server is PostgreSQL %d; bring it to %d or newer"
          .formatted(session.serverVersion(), OLDEST_SERVER);
    }
    if (session.is("select pg_is_in_recovery()")) {
      return "it is a standby; name its primary in the inventory";
    }
    MigrationCheck check = new MigrationCheck(session.database().name(), set, History.of(session));
    List<Migration> pending = check.pending(wanted);
    if (pending.isEmpty()) {
      return "";
    }
    if (!History.exists(session)) {
      History.refuseUnknownTables(session);
    }
    try {
      Notes.book(session).step(order, Direction.APPLY);
    } catch (ProblemException e) {
      return e.problem().message();
    }
    check.lint(pending, phase, Catalog.of(session));
    List<String> migrators = session.migrators();
    if (!migrators.isEmpty()) {
      return "%s is migrating it; wait until that is done".formatted(migrators.getFirst());
    }
    return new Surroundings(session).obstacle(quiet);
  }
}
