package dev.sluice.activities.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.activities.ledger.Verification.Broken;
import dev.sluice.activities.ledger.Verification.Sound;
import dev.sluice.activities.ledger.Verification.Wrong;
import dev.sluice.domain.ledger.Entry;
import dev.sluice.domain.ledger.Suspended;
import dev.sluice.domain.ledger.Unrecognized;
import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.domain.reconcile.Episode;
import dev.sluice.domain.reconcile.Memory;
import dev.sluice.domain.reconcile.Place;
import dev.sluice.domain.reconcile.Remembered;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What holds on every database. */
abstract class LedgerContract {
  private final List<Ledger> open = new ArrayList<>();
  protected Ledger ledger;

  /** A place without a ledger in it. */
  abstract LedgerConfig newPlace() throws Exception;

  /** As its owner. */
  abstract Connection owner() throws SQLException;

  /** Takes away what keeps rows from being changed. */
  abstract List<String> unguard();

  @BeforeEach
  final void begin() throws Exception {
    LedgerConfig config = newPlace();
    place = config;
    ledger = another();
  }

  private LedgerConfig place;

  /** As another process would. */
  final Ledger another() {
    Ledger another = Ledger.of(place);
    open.add(another);
    return another;
  }

  @AfterEach
  final void end() {
    open.forEach(Ledger::close);
  }

  static List<Entry> all(Ledger ledger, Selection selection) {
    List<Entry> read = new ArrayList<>();
    ledger.read(selection, read::add);
    return read;
  }

  final void execute(String... statements) throws SQLException {
    try (Connection connection = owner();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private void tamper(String... statements) throws SQLException {
    execute(unguard().toArray(String[]::new));
    execute(statements);
  }

  @Test
  void givesBackWhatWasAppendedInItsOrder() {
    List<Entry> entries = Entries.of("c-1", Entries.oneOfEach());

    assertThat(ledger.append(entries)).isEqualTo(entries.size());

    assertThat(all(another(), Selection.ALL)).isEqualTo(entries);
    assertThat(ledger.verify("")).isEqualTo(new Sound(entries.size(), ledger.head()));
  }

  @Test
  void selectsByTimeChangeAndKind() {
    ledger.append(Entries.of("c-1", Entries.oneOfEach()));
    ledger.append(Entries.some("c-2", 3));

    assertThat(all(ledger, Selection.of("c-2"))).isEqualTo(Entries.some("c-2", 3));
    assertThat(all(ledger, Selection.since(Entries.TIME.plusSeconds(2))))
        .allMatch(entry -> !entry.time().isBefore(Entries.TIME.plusSeconds(2)))
        .hasSize(Entries.oneOfEach().size() - 2 + 1);
    assertThat(
            all(
                ledger,
                new Selection(
                    Entries.TIME, Entries.TIME.plusSeconds(1), "c-1", Set.of("registered"), true)))
        .singleElement()
        .extracting(Entry::key)
        .isEqualTo("c-1/1");
  }

  @Test
  void goesOnReadingWhereItEndedAndNoFurtherBackThanAsked() {
    List<Entry> old = Entries.some("c-1", 10);
    List<Entry> later = Entries.some("c-2", 3);
    List<Entry> read = new ArrayList<>();
    ledger.append(old);

    long end = ledger.readNewest(Selection.ALL, 0, 4, read::add);
    assertThat(read).isEqualTo(old.subList(6, 10));
    ledger.append(later);
    read.clear();

    assertThat(ledger.readNewest(Selection.ALL, end, 100, read::add)).isEqualTo(13);
    assertThat(read).isEqualTo(later);
    assertThat(ledger.readNewest(Selection.ALL, 13, 100, read::add)).isEqualTo(13);
    assertThat(read).isEqualTo(later);
  }

  @Test
  void remembersVersionsTogetherWithWhatWasFoundOrNotAtAll() {
    VersionMemory versions = new VersionMemory(ledger);
    Place place = new Place("fleet", "käse \\u0041");
    Map<Place, Memory> first =
        Map.of(
            place,
            new Memory(
                Entries.TIME,
                new TreeMap<>(
                    Map.of(
                        "a",
                        Remembered.now("v1"),
                        "b",
                        new Remembered("v\uD83D\uDE00", Entries.TIME))),
                List.of(new Episode("v1", "missed-1", Entries.TIME, Entries.TIME, 3))));
    Map<Place, Memory> second =
        Map.of(
            place,
            new Memory(
                Entries.TIME.plusSeconds(1),
                new TreeMap<>(Map.of("b", Remembered.now("v2"))),
                List.of()));

    versions.write("fleet", Map.of(), first, Entries.some("c-1", 1));
    assertThat(new VersionMemory(another()).of("fleet")).isEqualTo(first);
    assertThatThrownBy(() -> versions.write("fleet", Map.of(), second, Entries.some("c-2", 1)))
        .hasMessageContaining("another look at fleet was written first");
    versions.write("fleet", first, second, List.of());

    assertThat(versions.of("fleet")).isEqualTo(second);
    assertThat(versions.of("host")).isEmpty();
    assertThat(all(ledger, Selection.ALL)).isEqualTo(Entries.some("c-1", 1));
    versions.write(
        "fleet",
        second,
        Map.of(place, new Memory(Entries.TIME.plusSeconds(2), new TreeMap<>(), List.of())),
        List.of());
    assertThat(versions.of("fleet")).isEmpty();
  }

  @Test
  void appendsTheSameEntryOnce() {
    List<Entry> entries = Entries.of("c-1", Entries.oneOfEach());
    ledger.append(entries.subList(0, 5));

    assertThat(ledger.append(entries)).isEqualTo(entries.size() - 5);
    assertThat(another().append(entries)).isZero();

    List<Entry> twice =
        List.of(Entries.some("c-2", 1).getFirst(), Entries.some("c-2", 1).getFirst());
    assertThat(ledger.append(twice)).isEqualTo(1);
    assertThat(all(ledger, Selection.ALL)).hasSize(entries.size() + 1);
  }

  @Test
  void refusesAnotherContentUnderTheSameKeyAndAppendsNothingOfIt() {
    ledger.append(Entries.some("c-1", 2));
    Entry other = new Entry("c-1/2", Entries.TIME.plusSeconds(1), "c-1", new Suspended("else", ""));

    ProblemException refused =
        catchThrowableOfType(
            ProblemException.class,
            () -> ledger.append(List.of(Entries.some("c-2", 1).getFirst(), other)));

    assertThat(refused.problem()).isInstanceOf(Problem.ForOperator.class);
    assertThat(refused.problem().code()).isEqualTo("LEDGER_KEY_TAKEN");
    assertThat(refused).hasMessageContaining("row 2").hasMessageContaining("c-1/2");
    assertThat(all(ledger, Selection.ALL)).isEqualTo(Entries.some("c-1", 2));
  }

  @Test
  void letsSeveralWorkersAppendAtOnceWithoutGapsOrDoubles() throws Exception {
    int workers = 4;
    int changes = 12;
    try (ExecutorService threads = Executors.newFixedThreadPool(workers)) {
      List<Future<?>> running = new ArrayList<>();
      for (int worker = 0; worker < workers; worker++) {
        Ledger own = worker % 2 == 0 ? ledger : another();
        int number = worker;
        running.add(
            threads.submit(() -> {
              for (int change = 0; change < changes; change++) {
                own.append(Entries.some("w" + number + "-" + change, 3));
                own.append(Entries.some("shared-" + change, 3));
              }
            }));
      }
      for (Future<?> each : running) {
        each.get();
      }
    }

    int rows = 3 * (workers * changes + changes);
    assertThat(ledger.verify("")).isEqualTo(new Sound(rows, ledger.head()));
    assertThat(all(ledger, Selection.ALL))
        .extracting(Entry::key)
        .hasSize(rows)
        .doesNotHaveDuplicates();
  }

  @Test
  void walksAndReadsPastThePages() {
    int rows = 2 * LedgerRows.PAGE + 1;
    List<Entry> entries = Entries.some("c-1", rows);
    for (int i = 0; i < rows; i += Ledger.MOST_APPENDED) {
      ledger.append(entries.subList(i, Math.min(rows, i + Ledger.MOST_APPENDED)));
    }

    assertThat(all(ledger, Selection.ALL)).isEqualTo(entries);
    assertThat(ledger.verify("")).isEqualTo(new Sound(rows, ledger.head()));
  }

  @ParameterizedTest
  @CsvSource({
    "update ledger set body = '{}' where seq = 1",
    "delete from ledger where seq = 1",
    "delete from ledger"
  })
  void theDatabaseItselfRefusesToChangeOrDelete(String sql) {
    ledger.append(Entries.some("c-1", 2));

    assertThatThrownBy(() -> execute(sql))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("append-only");
    assertThat(all(ledger, Selection.ALL)).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({"body,'{}'", "kind,woken", "time_ms,5", "change_id,c-2", "entry_key,c-9", "hash,aa"})
  void findsTheFirstRowThatWasChanged(String column, String value) throws SQLException {
    ledger.append(Entries.some("c-1", 5));

    tamper(
        "update ledger set %s = '%s' where seq = 4".formatted(column, value),
        "update ledger set body = '[]' where seq = 5");

    assertBroken(ledger.verify(""), 4, Wrong.CHANGED, "row 4");
  }

  @Test
  void findsARowThatIsMissing() throws SQLException {
    ledger.append(Entries.some("c-1", 5));

    tamper("delete from ledger where seq in (2, 3)");

    assertBroken(ledger.verify(""), 2, Wrong.MISSING, "rows 2 to 3 are missing");
  }

  @Test
  void findsARowThatIsMissingThoughTheOthersWereCountedAnew() throws SQLException {
    ledger.append(Entries.some("c-1", 5));

    tamper(
        "delete from ledger where seq = 2",
        "update ledger set seq = 2 where seq = 3",
        "update ledger set seq = 3 where seq = 4",
        "update ledger set seq = 4 where seq = 5");

    assertBroken(ledger.verify(""), 2, Wrong.MISSING, "what stood before row 2");
  }

  @Test
  void findsARowThatWasInserted() throws SQLException {
    ledger.append(Entries.some("c-1", 3));
    String first = LedgerRowsReader.hash(owner(), 1);
    Row forged = Row.after(2, first, Entries.some("forged", 1).getFirst());

    tamper(
        "update ledger set seq = 4 where seq = 3",
        "update ledger set seq = 3 where seq = 2",
        "insert into ledger values (2, '%s', %d, '%s', '%s', '%s', '%s', '%s')"
            .formatted(
                forged.key(),
                forged.millis(),
                forged.change(),
                forged.kind(),
                forged.body(),
                forged.previous(),
                forged.hash()));

    assertBroken(ledger.verify(""), 2, Wrong.INSERTED, "row 2 was inserted");
  }

  @Test
  void findsRowsInAnotherOrder() throws SQLException {
    ledger.append(Entries.some("c-1", 5));

    tamper(
        "update ledger set seq = 99 where seq = 3",
        "update ledger set seq = 3 where seq = 4",
        "update ledger set seq = 4 where seq = 99");

    assertBroken(ledger.verify(""), 3, Wrong.REORDERED, "row 3 was moved");
  }

  @Test
  void findsACutTailByAHashThatWasNoted() throws SQLException {
    ledger.append(Entries.some("c-1", 5));
    String noted = ledger.head();
    assertThat(ledger.verify(noted)).isInstanceOf(Sound.class);
    ledger.append(Entries.some("c-2", 1));
    assertThat(ledger.verify(noted)).isInstanceOf(Sound.class);

    tamper("delete from ledger where seq >= 5");

    assertThat(ledger.verify("")).isInstanceOf(Sound.class);
    assertBroken(ledger.verify(noted), 5, Wrong.TRUNCATED, "behind row 4");
  }

  @Test
  void keepsRowsOfKindsThatANewerVersionWrites() throws SQLException {
    ledger.append(Entries.some("c-1", 1));
    tamper("update ledger set kind = 'dreamt', body = '{\"of\":\"sheep\"}'");

    assertThat(all(ledger, Selection.ALL))
        .singleElement()
        .extracting(Entry::content)
        .isEqualTo(new Unrecognized("dreamt", "{\"of\":\"sheep\"}"));
  }

  @Test
  void opensWhenTwoProcessesMakeItAtOnce() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      Future<Integer> one = threads.submit(() -> another().append(Entries.some("c-1", 1)));
      Future<Integer> two = threads.submit(() -> another().append(Entries.some("c-2", 1)));
      assertThat(one.get() + two.get()).isEqualTo(2);
    }
  }

  static void assertBroken(Verification found, long seq, Wrong wrong, String said) {
    assertThat(found).isInstanceOf(Broken.class);
    Broken broken = (Broken) found;
    assertThat(broken.seq()).isEqualTo(seq);
    assertThat(broken.wrong()).isEqualTo(wrong);
    assertThat(broken.message()).contains(said);
  }
}
