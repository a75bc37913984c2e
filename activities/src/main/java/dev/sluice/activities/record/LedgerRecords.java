package dev.sluice.activities.record;

import dev.sluice.activities.ledger.Ledger;
import dev.sluice.activities.ledger.Selection;
import dev.sluice.activities.ledger.wire.ContentWire;
import dev.sluice.domain.control.ChangeRecord;
import dev.sluice.domain.control.ChangeRecords;
import dev.sluice.domain.ledger.Entry;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.domain.record.Records;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How changes went, from the ledger. What was read is kept in memory and completed by the rows that
 * came since; it is at most {@link #FRESH_FOR} behind. An answer never takes much longer than
 * {@link #WAIT}: where the ledger gives none in this time, the record is unknown. Thread-safe.
 */
public final class LedgerRecords implements ChangeRecords, AutoCloseable {
  /** For so long nothing is read again, whether or not reading succeeded. */
  static final Duration FRESH_FOR = Duration.ofSeconds(5);

  /** So long planning waits for the ledger. */
  static final Duration WAIT = Duration.ofMillis(800);

  /** Of the ledger so many rows count, the newest. */
  static final int MOST_ROWS = 200_000;

  /** Above this all is read anew, so that old rows are forgotten. */
  private static final int MOST_HELD = MOST_ROWS + MOST_ROWS / 4;

  /** A change may have begun so long before the time that counts. */
  private static final Duration LONGEST_CHANGE = Duration.ofDays(30);

  private static final Logger LOG = LoggerFactory.getLogger(LedgerRecords.class);

  private final Ledger ledger;
  private final InstantSource clock;
  private final Duration wait;
  private final ExecutorService reader =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("records").factory());
  private @Nullable Future<Held> reading;
  private Instant begun = Instant.MIN;
  private boolean away;

  /**
   * What was read.
   *
   * @param end place of the ledger's end
   * @param rows how many were taken in
   */
  private record Held(Records records, long end, int rows) {
    static Held nothing() {
      return new Held(new Records(), 0, 0);
    }
  }

  /** Nothing is read before the first question. */
  public LedgerRecords(Ledger ledger, InstantSource clock) {
    this(ledger, clock, WAIT);
  }

  /**
   * @param wait how long an answer may take
   */
  LedgerRecords(Ledger ledger, InstantSource clock, Duration wait) {
    this.ledger = ledger;
    this.clock = clock;
    this.wait = wait;
  }

  /** Begins to read, so that the first question finds an answer. Waits for nothing. */
  public synchronized void begin() {
    if (reading == null) {
      Instant now = clock.instant();
      reading = reader.submit(() -> read(Held.nothing(), now));
    }
  }

  @Override
  public ChangeRecord ofRequester(String requester) {
    return ask(records -> records.ofRequester(requester, clock.instant()));
  }

  @Override
  public ChangeRecord ofServices(List<String> services) {
    return ask(records -> records.ofServices(services, clock.instant()));
  }

  private ChangeRecord ask(Function<Records, ChangeRecord> question) {
    Held held = held();
    if (held == null) {
      return ChangeRecord.UNKNOWN;
    }
    synchronized (held.records()) {
      return question.apply(held.records());
    }
  }

  /** Null where the ledger does not answer, or not in time. */
  private synchronized @Nullable Held held() {
    Instant now = clock.instant();
    boolean isNew = begun.plus(FRESH_FOR).isBefore(now);
    Future<Held> current = reading;
    if (current == null || (isNew && current.isDone())) {
      Held before = current == null ? null : whole(current);
      current = reader.submit(() -> read(before == null ? Held.nothing() : before, now));
      reading = current;
      begun = now;
    }
    try {
      // Who asks again while it is away does not wait again.
      Held held = isNew ? current.get(wait.toMillis(), TimeUnit.MILLISECONDS) : whole(current);
      tell(held == null ? whatKeeps(current) : null);
      return held;
    } catch (TimeoutException slow) {
      begun = now;
      tell("it gave no answer within " + wait.toMillis() + " ms");
    } catch (ExecutionException broken) {
      tell(String.valueOf(broken.getCause()));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    return null;
  }

  private static String whatKeeps(Future<Held> read) {
    return read.state() == Future.State.FAILED
        ? String.valueOf(read.exceptionNow().getMessage())
        : "it is still being read";
  }

  private static @Nullable Held whole(Future<Held> read) {
    return read.state() == Future.State.SUCCESS ? read.resultNow() : null;
  }

  /** Says once that the ledger is away, and once that it is back. */
  private void tell(@Nullable String trouble) {
    if (trouble != null && !away) {
      LOG.warn("how earlier changes went can't be read from the ledger: {}", trouble);
    } else if (trouble == null && away) {
      LOG.info("how earlier changes went can be read from the ledger again");
    }
    away = trouble != null;
  }

  private Held read(Held before, Instant now) {
    Held base = before.rows() > MOST_HELD ? Held.nothing() : before;
    Selection course =
        new Selection(
            now.minus(ChangeRecord.LATELY).minus(LONGEST_CHANGE),
            null,
            "",
            ContentWire.COURSE,
            false);
    List<Entry> entries = new ArrayList<>();
    long end;
    try {
      end = ledger.readNewest(course, base.end(), MOST_ROWS, entries::add);
    } catch (ProblemException problem) {
      throw new IllegalStateException(problem.getMessage(), problem);
    }
    // Only now, so that nobody who asks waits for the ledger.
    synchronized (base.records()) {
      entries.forEach(base.records()::add);
    }
    return new Held(base.records(), end, base.rows() + entries.size());
  }

  @Override
  public void close() {
    reader.shutdownNow();
  }
}
