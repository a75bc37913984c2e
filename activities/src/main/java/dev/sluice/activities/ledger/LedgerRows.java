package dev.sluice.activities.ledger;

import dev.sluice.activities.ledger.wire.ContentWire;
import dev.sluice.domain.ledger.Entry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;

/** The statements on the table. */
final class LedgerRows {
  /** Rows that are read at a time. */
  static final int PAGE = 2_000;

  /** Any number, but the same for all who write. */
  private static final long WRITERS = 0x51_7c_1e_d9_e4L;

  private static final String COLUMNS =
      "seq, entry_key, time_ms, change_id, kind, body, previous, hash";

  private LedgerRows() {}

  /** The last row's place and hash. */
  record Head(long seq, String hash) {
    static final Head OF_NOTHING = new Head(0, Row.BEGINNING);
  }

  /** An entry and its place. */
  record Placed(long seq, Entry entry) {}

  /** Keeps other writers out until the transaction ends. SQLite does so by itself. */
  static void lock(Handle handle) {
    handle.execute("set local lock_timeout = '15s'");
    handle
        .createQuery("select 1 from pg_advisory_xact_lock(:lock)")
        .bind("lock", WRITERS)
        .mapTo(Integer.class)
        .one();
  }

  static Head head(Handle handle) {
    return handle
        .createQuery("select seq, hash from ledger order by seq desc limit 1")
        .map((rs, context) -> new Head(rs.getLong(1), rs.getString(2)))
        .findOne()
        .orElse(Head.OF_NOTHING);
  }

  static Map<String, Row> byKey(Handle handle, List<String> keys) {
    return handle
        .createQuery("select " + COLUMNS + " from ledger where entry_key in (<keys>)")
        .bindList("keys", keys)
        .map(LedgerRows::row)
        .stream()
        .collect(Collectors.toMap(Row::key, row -> row));
  }

  static void insert(Handle handle, List<Row> rows) {
    PreparedBatch batch =
        handle.prepareBatch(
            "insert into ledger ("
                + COLUMNS
                + ") values (:seq, :key, :millis, :change, :kind, :body, :previous, :hash)");
    for (Row row : rows) {
      batch
          .bind("seq", row.seq())
          .bind("key", row.key())
          .bind("millis", row.millis())
          .bind("change", row.change())
          .bind("kind", row.kind())
          .bind("body", row.body())
          .bind("previous", row.previous())
          .bind("hash", row.hash())
          .add();
    }
    batch.execute();
  }

  /** The first rows behind a place, at most {@link #PAGE}, with their hashes. */
  static List<Row> page(Handle handle, long after) {
    return handle
        .createQuery(
            "select %s from ledger where seq > :after order by seq limit %d"
                .formatted(COLUMNS, PAGE))
        .bind("after", after)
        .map(LedgerRows::row)
        .list();
  }

  /** The place before the first row that is selected by its time; 0 where there is none. */
  static long before(Handle handle, Selection selection) {
    if (selection.from() == null) {
      return 0;
    }
    return handle
            .createQuery("select coalesce(min(seq), 1) from ledger where time_ms >= :from")
            .bind("from", selection.from().toEpochMilli())
            .mapTo(Long.class)
            .one()
        - 1;
  }

  /** The first entries behind a place that are selected, at most {@link #PAGE}. */
  static List<Placed> entries(Handle handle, Selection selection, long after) {
    StringBuilder where = new StringBuilder("seq > :after");
    // The plus keeps the planner on the order of the places: by times it would sort each page.
    if (selection.from() != null) {
      where.append(" and +time_ms >= :from");
    }
    if (selection.until() != null) {
      where.append(" and +time_ms \\< :until");
    }
    if (!selection.change().isEmpty()) {
      where.append(" and change_id = :change");
    }
    if (!selection.kinds().isEmpty()) {
      where.append(" and kind in (<kinds>)");
    }
    Query query =
        handle
            .createQuery(
                "select seq, entry_key, time_ms, change_id, kind, body from ledger where %s order by seq limit %d"
                    .formatted(where, PAGE))
            .bind("after", after);
    if (selection.from() != null) {
      query.bind("from", selection.from().toEpochMilli());
    }
    if (selection.until() != null) {
      query.bind("until", selection.until().toEpochMilli());
    }
    if (!selection.change().isEmpty()) {
      query.bind("change", selection.change());
    }
    if (!selection.kinds().isEmpty()) {
      query.bindList("kinds", List.copyOf(selection.kinds()));
    }
    boolean evidence = selection.evidence();
    return query.map((rs, _) -> entry(rs, evidence)).list();
  }

  /** The place of the row with this hash. */
  static Optional<Long> withHash(Handle handle, String hash) {
    return handle
        .createQuery("select seq from ledger where hash = :hash")
        .bind("hash", hash)
        .mapTo(Long.class)
        .findFirst();
  }

  private static Placed entry(ResultSet rs, boolean evidence) throws SQLException {
    Entry entry =
        new Entry(
            rs.getString(2),
            Instant.ofEpochMilli(rs.getLong(3)),
            rs.getString(4),
            evidence
                ? ContentWire.read(rs.getString(5), rs.getString(6))
                : ContentWire.readWithoutEvidence(rs.getString(5), rs.getString(6)));
    return new Placed(rs.getLong(1), entry);
  }

  private static Row row(ResultSet rs, StatementContext context) throws SQLException {
    return new Row(
        rs.getLong(1),
        rs.getString(2),
        rs.getLong(3),
        rs.getString(4),
        rs.getString(5),
        rs.getString(6),
        rs.getString(7),
        rs.getString(8));
  }
}
