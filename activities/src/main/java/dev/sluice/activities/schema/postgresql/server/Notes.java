package dev.sluice.activities.schema.postgresql.server;

import dev.sluice.activities.schema.postgresql.migration.Migration;
import dev.sluice.activities.schema.postgresql.migration.Version;
import dev.sluice.activities.subdomain.OrderBookJson;
import dev.sluice.domain.subdomain.OrderBook;
import java.sql.SQLException;
import java.util.List;

/** What Sluice keeps in a database: its order book, and the way back of what it applied. */
final class Notes {
  private Notes() {}

  /** How far a migration is. */
  enum State {
    /** It was begun outside of a transaction: the catalog says how far it came. */
    BEGUN,
    APPLIED,
    /** Its way back was begun outside of a transaction. */
    UNDOING
  }

  /**
   * A migration that Sluice applied, as it was then.
   *
   * @param version which version it led to
   * @param change the change that applied it
   * @param script name of its file
   * @param sql what it did
   * @param undo what takes it back; empty where nothing does
   * @param irreversible why nothing does; empty where something does
   * @param state how far it is
   */
  record Applied(
      Version version,
      String change,
      String script,
      String sql,
      String undo,
      String irreversible,
      State state) {}

  /** Whether there are any. */
  static boolean exist(Session session) throws SQLException {
    return session.is("select to_regclass('sluice.applied_migration') is not null");
  }

  static void create(Session session) throws SQLException {
    if (exist(session)) {
      return;
    }
    session.atOnce(() -> {
      session.execute("create schema if not exists sluice");
      session.execute(
          "create table if not exists sluice.order_book (only_row boolean primary key default true check (only_row), book text not null)");
      session.execute(
          """
          create table if not exists sluice.applied_migration (
            version text primary key, change text not null, script text not null, sql text not null, undo text not null,
            irreversible text not null, state text not null, applied_at timestamptz not null default now())
          """);
    });
  }

  static OrderBook book(Session session) throws SQLException {
    if (!exist(session)) {
      return OrderBook.EMPTY;
    }
    String text =
        session.query("select book from sluice.order_book", row -> row.getString(1)).stream()
            .findFirst()
            .orElse("");
    return OrderBookJson.read(text, session.database().name() + " in table sluice.order_book");
  }

  static void write(Session session, OrderBook book) throws SQLException {
    session.update(
        "insert into sluice.order_book (book) values (?) on conflict (only_row) do update set book = excluded.book",
        OrderBookJson.write(book));
  }

  /** What Sluice applied and did not take back, the newest first. */
  static List<Applied> applied(Session session) throws SQLException {
    if (!exist(session)) {
      return List.of();
    }
    return session
        .query(
            "select version, change, script, sql, undo, irreversible, state from sluice.applied_migration",
            row ->
                new Applied(
                    new Version(row.getString(1)),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    row.getString(5),
                    row.getString(6),
                    State.valueOf(row.getString(7))))
        .stream()
        .sorted((left, right) -> right.version().compareTo(left.version()))
        .toList();
  }

  /**
   * @param noWayBack why it must not be taken back; empty where its undo script may run
   */
  static void add(
      Session session, String change, Migration migration, String noWayBack, State state)
      throws SQLException {
    String undo = migration.undo() == null || !noWayBack.isEmpty() ? "" : migration.undo();
    session.update(
        """
        insert into sluice.applied_migration (version, change, script, sql, undo, irreversible, state)
        values (?, ?, ?, ?, ?, ?, ?)
        on conflict (version) do update set change = excluded.change, script = excluded.script, sql = excluded.sql,
          undo = excluded.undo, irreversible = excluded.irreversible, state = excluded.state
        """,
        migration.version().text(),
        change,
        migration.file(),
        migration.text(),
        undo,
        noWayBack.isEmpty() ? migration.script().irreversible() : noWayBack,
        state.name());
  }

  static void mark(Session session, Version version, State state) throws SQLException {
    session.update(
        "update sluice.applied_migration set state = ? where version = ?",
        state.name(),
        version.text());
  }

  static void remove(Session session, Version version) throws SQLException {
    session.update("delete from sluice.applied_migration where version = ?", version.text());
  }
}
