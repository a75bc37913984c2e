package dev.sluice.activities.schema.postgresql.server;

import dev.sluice.activities.schema.postgresql.lint.ConcurrentIndex;
import dev.sluice.activities.schema.postgresql.lint.Ground;
import java.sql.SQLException;
import java.util.List;

/**
 * What a database's catalog says.
 *
 * @param session who asks it
 * @param serverVersion major version of the server
 */
record Catalog(Session session, int serverVersion) implements Ground {

  static Catalog of(Session session) throws SQLException {
    return new Catalog(session, session.serverVersion());
  }

  /** How an index is. */
  enum IndexState {
    MISSING,
    /** It was begun and never came to its end: it costs writes and serves no reads. */
    INVALID,
    VALID
  }

  @Override
  public boolean neverNull(String table, String column) {
    return ask(
        """
        select exists (select 1 from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
        where k.conrelid = to_regclass(?) and k.contype = 'c' and k.convalidated and quote_ident(a.attname) = ?
          and cardinality(k.conkey) = 1
          and pg_get_constraintdef(k.oid) = 'CHECK ((' || quote_ident(a.attname) || ' IS NOT NULL))')
        """,
        table,
        column);
  }

  @Override
  public String neverNullBy(String table, String constraint) {
    try {
      return session
          .query(
              """
              select quote_ident(a.attname) from pg_constraint k
              join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
              where k.conrelid = to_regclass(?) and k.contype = 'c' and quote_ident(k.conname) = ?
                and cardinality(k.conkey) = 1
                and pg_get_constraintdef(k.oid) like 'CHECK ((' || quote_ident(a.attname) || ' IS NOT NULL))%'
              """,
              row -> row.getString(1), table, constraint)
          .stream()
          .findFirst()
          .orElse("");
    } catch (SQLException e) {
      throw ServerProblems.of(session.database(), e);
    }
  }

  IndexState index(ConcurrentIndex index) throws SQLException {
    List<Boolean> valid =
        index.drops()
            ? session.query(
                "select indisvalid from pg_index where indexrelid = to_regclass(?)",
                row -> row.getBoolean(1),
                index.index())
            : session.query(
                """
                select i.indisvalid from pg_class t join pg_namespace n on n.oid = t.relnamespace
                join pg_index i on i.indexrelid = to_regclass(quote_ident(n.nspname) || '.' || ?)
                where t.oid = to_regclass(?)
                """,
                row -> row.getBoolean(1),
                index.index(),
                index.table());
    if (valid.isEmpty()) {
      return IndexState.MISSING;
    }
    return valid.getFirst() ? IndexState.VALID : IndexState.INVALID;
  }

  /** The index's name with its schema, quoted where need be. */
  String nameWithSchema(ConcurrentIndex index) throws SQLException {
    return index.drops()
        ? index.index()
        : session
            .query(
                "select quote_ident(n.nspname) || '.' || ? from pg_class t join pg_namespace n on n.oid = t.relnamespace where t.oid = to_regclass(?)",
                row -> row.getString(1),
                index.index(),
                index.table())
            .stream()
            .findFirst()
            .orElse(index.index());
  }

  private boolean ask(String question, Object... parameters) {
    try {
      return session.is(question, parameters);
    } catch (SQLException e) {
      throw ServerProblems.of(session.database(), e);
    }
  }
}
