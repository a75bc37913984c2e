package dev.sluice.activities.ledger;

import dev.sluice.domain.ledger.Entry;
import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;

/**
 * The long-term record. Entries are only ever appended; each row carries a hash over itself and the
 * row before it. Nothing is opened before the first use. Thread-safe, and safe beside others that
 * append to the same database.
 *
 * <p>Every method throws {@link ProblemException}: {@link Problem.Passing} where the same call may
 * succeed later, {@link Problem.ForOperator} where somebody must act.
 */
public final class Ledger implements AutoCloseable {
  /** Most entries of one append. */
  public static final int MOST_APPENDED = 500;

  /** Most characters of a row's body. */
  public static final int LARGEST_BODY = 1 << 20;

  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  private final LedgerDatabase database;

  Ledger(LedgerDatabase database) {
    this.database = database;
  }

  /** For a process that writes. */
  public static Ledger of(LedgerConfig config) {
    return new Ledger(new LedgerDatabase(config, true, LedgerDatabase.BUSY_FOR));
  }

  /** For one reader that makes nothing: where no ledger is, its first use says so. */
  public static Ledger reading(LedgerConfig config) {
    LedgerConfig asItIs =
        new LedgerConfig(config.url(), config.user(), config.passwordFile(), false);
    return new Ledger(new LedgerDatabase(asItIs, false, LedgerDatabase.BUSY_FOR));
  }

  /**
   * Appends entries in their order, all or none. An entry whose key is there already, with the same
   * content, is left out: appending again what may have been appended is safe.
   *
   * @param entries at most {@link #MOST_APPENDED}
   * @return how many rows were added
   */
  public int append(List<Entry> entries) {
    if (entries.size() > MOST_APPENDED) {
      throw new IllegalArgumentException(
          "at most %d entries are appended at once, not %d"
              .formatted(MOST_APPENDED, entries.size()));
    }
    return entries.isEmpty() ? 0 : appending(_ -> entries);
  }

  /** Appends what the work says, in one transaction with the work. No other writer is beside it. */
  int appending(Function<Handle, List<Entry>> work) {
    return inTransaction(handle -> {
      if (!database.isSqlite()) {
        LedgerRows.lock(handle);
      }
      List<Entry> entries = work.apply(handle);
      return entries.isEmpty() ? 0 : append(handle, entries);
    });
  }

  private int append(Handle handle, List<Entry> entries) {
    Map<String, Row> known =
        new HashMap<>(
            LedgerRows.byKey(handle, entries.stream().map(Entry::key).distinct().toList()));
    LedgerRows.Head head = LedgerRows.head(handle);
    List<Row> rows = new ArrayList<>();
    for (Entry entry : entries) {
      Row there = known.get(entry.key());
      if (there != null) {
        requireSame(there, entry);
        continue;
      }
      Row row = Row.after(head.seq() + 1, head.hash(), entry);
      requireSmall(row);
      head = new LedgerRows.Head(row.seq(), row.hash());
      known.put(row.key(), row);
      rows.add(row);
    }
    if (!rows.isEmpty()) {
      LedgerRows.insert(handle, rows);
    }
    return rows.size();
  }

  private void requireSame(Row there, Entry entry) {
    Row again = Row.after(there.seq(), there.previous(), entry);
    // What an older version wrote may say the same in other words.
    if (!again.hash().equals(there.hash()) && !there.entry().equals(entry)) {
      throw new ProblemException(
          LedgerProblems.operator(
              LedgerProblems.KEY_TAKEN,
              database.place(),
              "row %d (%s of %s) has the key %s and says something else; nothing was appended: give the entry a key of its own"
                  .formatted(there.seq(), there.kind(), there.change(), entry.key())));
    }
  }

  private void requireSmall(Row row) {
    if (row.body().length() > LARGEST_BODY) {
      throw new ProblemException(
          LedgerProblems.operator(
              LedgerProblems.REFUSED,
              database.place(),
              "the entry %s has a body of %d characters; %d are the most: record less"
                  .formatted(row.key(), row.body().length(), LARGEST_BODY)));
    }
  }

  /** Hands over the selected entries in the order in which they were appended. */
  public void read(Selection selection, Consumer<Entry> reader) {
    withHandle(handle -> {
      long after = LedgerRows.before(handle, selection);
      while (true) {
        List<LedgerRows.Placed> page = LedgerRows.entries(handle, selection, after);
        page.forEach(placed -> reader.accept(placed.entry()));
        if (page.size() < LedgerRows.PAGE) {
          return 0;
        }
        after = page.getLast().seq();
      }
    });
  }

  /**
   * Hands over the selected entries behind a place, in the order in which they were appended.
   *
   * @param after the place, as an earlier call returned it; 0 for the beginning
   * @param most rows of the ledger to look at, counted back from its end
   * @return the place of the ledger's end when reading began, to go on from
   */
  public long readNewest(Selection selection, long after, int most, Consumer<Entry> reader) {
    return withHandle(handle -> {
      // Entries at this place and before can be seen by now; later ones come with the next call.
      long end = LedgerRows.head(handle).seq();
      long from = Math.max(Math.max(after, end - most), LedgerRows.before(handle, selection));
      while (from < end) {
        List<LedgerRows.Placed> page = LedgerRows.entries(handle, selection, from);
        for (LedgerRows.Placed placed : page) {
          if (placed.seq() <= end) {
            reader.accept(placed.entry());
          }
        }
        if (page.size() < LedgerRows.PAGE) {
          break;
        }
        from = page.getLast().seq();
      }
      return end;
    });
  }

  /** Hash of the last row, to be noted elsewhere; 64 zeros without rows. */
  public String head() {
    return withHandle(handle -> LedgerRows.head(handle).hash());
  }

  /**
   * Walks the whole chain.
   *
   * @param noted a hash that was the head once, or empty: without one, rows that were cut off at
   *     the end can't be told from rows that never were
   */
  public Verification verify(String noted) {
    String hash = noted.toLowerCase(Locale.ROOT);
    if (!hash.isEmpty() && !HASH.matcher(hash).matches()) {
      throw new IllegalArgumentException("a row's hash is 64 hex digits, not \"" + noted + "\"");
    }
    return withHandle(handle -> {
      ChainWalk walk = new ChainWalk(place -> LedgerRows.withHash(handle, place), hash);
      long after = Long.MIN_VALUE;
      while (true) {
        List<Row> page = LedgerRows.page(handle, after);
        Verification broken = walk.along(page);
        if (broken != null || page.size() < LedgerRows.PAGE) {
          return broken == null ? walk.end() : broken;
        }
        after = page.getLast().seq();
      }
    });
  }

  /** Makes the table or brings it up to date, whatever the configuration says. */
  public void migrate() {
    guarded(() -> {
      database.migrate();
      return 0;
    });
  }

  private <T> T inTransaction(Function<Handle, T> work) {
    return guarded(() -> database.open().inTransaction(work::apply));
  }

  <T> T withHandle(Function<Handle, T> work) {
    return guarded(() -> database.open().withHandle(work::apply));
  }

  private <T> T guarded(Supplier<T> work) {
    try {
      return Objects.requireNonNull(work.get());
    } catch (RuntimeException failure) {
      throw LedgerProblems.of(database.place(), failure);
    }
  }

  @Override
  public void close() {
    database.close();
  }
}
