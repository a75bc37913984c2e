package dev.sluice.activities.ledger;

import dev.sluice.activities.ledger.Verification.Broken;
import dev.sluice.activities.ledger.Verification.Wrong;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Walks along the chain from its beginning, row by row. */
final class ChainWalk {
  private final Function<String, Optional<Long>> places;
  private final String noted;
  private long seq;
  private String head = Row.BEGINNING;
  private boolean metNoted;

  /**
   * @param places where the row with a hash stands, if there is one
   * @param noted a hash that must be met; empty for none
   */
  ChainWalk(Function<String, Optional<Long>> places, String noted) {
    this.places = places;
    this.noted = noted;
    metNoted = noted.isEmpty() || noted.equals(Row.BEGINNING);
  }

  /** Goes along the next rows, in the order of their places; null while all are right. */
  @Nullable Broken along(List<Row> rows) {
    for (Row row : rows) {
      Broken broken = step(row);
      if (broken != null) {
        return broken;
      }
    }
    return null;
  }

  private @Nullable Broken step(Row row) {
    long expected = seq + 1;
    if (row.seq() < expected) {
      return new Broken(
          row.seq(),
          Wrong.INSERTED,
          "row %d was inserted: rows are counted from 1".formatted(row.seq()));
    }
    if (row.seq() > expected) {
      return new Broken(
          expected,
          Wrong.MISSING,
          row.seq() == expected + 1
              ? "row %d is missing".formatted(expected)
              : "rows %d to %d are missing".formatted(expected, row.seq() - 1));
    }
    if (!row.computedHash().equals(row.hash())) {
      return new Broken(
          expected,
          Wrong.CHANGED,
          "row %d (%s of %s) was changed: its content does not give its hash"
              .formatted(expected, row.kind(), row.change()));
    }
    if (!row.previous().equals(head)) {
      return broken(row);
    }
    seq = expected;
    head = row.hash();
    metNoted |= head.equals(noted);
    return null;
  }

  /** The row is as it was written, but was not written behind the one before it. */
  private Broken broken(Row row) {
    long here = row.seq();
    long follows =
        row.previous().equals(Row.BEGINNING) ? 0 : places.apply(row.previous()).orElse(-1L);
    if (follows < 0) {
      return new Broken(
          here,
          Wrong.MISSING,
          "what stood before row %d (%s of %s) is missing: no row has the hash that it follows"
              .formatted(here, row.kind(), row.change()));
    }
    if (follows == here - 2) {
      return new Broken(
          here - 1,
          Wrong.INSERTED,
          "row %d was inserted: row %d was written behind row %d"
              .formatted(here - 1, here, follows));
    }
    return new Broken(
        here,
        Wrong.REORDERED,
        "row %d was moved: it was written behind what is now row %d".formatted(here, follows));
  }

  /** When no rows are left. */
  Verification end() {
    return metNoted
        ? new Verification.Sound(seq, head)
        : new Broken(
            seq + 1,
            Wrong.TRUNCATED,
            "no row has the hash that was noted: rows were cut off behind row %d, or the chain was written anew"
                .formatted(seq));
  }
}
