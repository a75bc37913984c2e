package dev.sluice.activities.subdomain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.activities.subdomain.OrderJournal.Entry;
import dev.sluice.domain.subdomain.OrderBook;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileOrderJournalTest {
  @TempDir private Path folder;

  private static Entry entry(String note) {
    return new Entry(OrderBook.EMPTY.remembered("c1", "before"), note);
  }

  private static void put(OrderJournal journal, String target, String note) {
    journal.change(
        target,
        page -> {
          page.write(entry(note));
          return true;
        });
  }

  @Test
  void anotherProcessReadsWhatOneWrote() {
    put(new FileOrderJournal(folder), "edge-1/checkout", "n");
    assertThat(new FileOrderJournal(folder).read("edge-1/checkout")).isEqualTo(entry("n"));
    assertThat(new FileOrderJournal(folder).read("edge-1/search")).isEqualTo(Entry.EMPTY);
  }

  @Test
  void keepsWhatWasWrittenBeforeTheWorkFailed() {
    OrderJournal journal = new FileOrderJournal(folder);
    assertThatThrownBy(() ->
            journal.change(
                "t",
                page -> {
                  page.write(entry("n"));
                  throw new IllegalStateException("a crash");
                }))
        .hasMessage("a crash");
    assertThat(journal.read("t").note()).isEqualTo("n");
  }

  @Test
  void nobodyChangesAnEntryMeanwhile() throws Exception {
    OrderJournal one = new FileOrderJournal(folder);
    OrderJournal other = new FileOrderJournal(folder);
    put(one, "t", "0");
    Callable<Boolean> add =
        () ->
            (Thread.currentThread().threadId() % 2 == 0 ? one : other)
                .change(
                    "t",
                    page -> {
                      int count = Integer.parseInt(page.entry().note());
                      page.write(entry(String.valueOf(count + 1)));
                      return true;
                    });
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      threads.invokeAll(IntStream.range(0, 30).mapToObj(_ -> add).toList());
    }
    assertThat(one.read("t").note()).isEqualTo("30");
  }

  @Test
  void aLockThatOthersHoldForTooLongIsWorthAnotherTry() throws IOException {
    Path path = folder.resolve("lock");
    try (FileChannel channel =
            FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = channel.lock()) {
      assertThat(held.isValid()).isTrue();
      assertThatThrownBy(() -> new PathLock(path, Duration.ofMillis(30)).holding(() -> true))
          .hasMessageContaining("LOCK_BUSY");
    }
    assertThat(new PathLock(path, Duration.ofMillis(30)).holding(() -> true)).isTrue();
  }

  @Test
  void anyNameIsSafeAndNoTwoShareAFile() {
    List<String> names =
        List.of(
            "../../etc/passwd",
            "a/b",
            "a%2fb",
            "A/B",
            "a\u0000b",
            "ä",
            "CON",
            ".",
            "..",
            "",
            "x".repeat(500),
            "x".repeat(501),
            "y".repeat(149) + "/",
            "y".repeat(149) + "%2f");
    Set<String> files = names.stream().map(SafeNames::of).collect(Collectors.toSet());
    assertThat(files).hasSize(names.size());
    assertThat(files).allMatch(file -> file.matches("[a-z0-9%_~-]{0,150}"));
    OrderJournal journal = new FileOrderJournal(folder);
    names.forEach(name -> put(journal, name, name));
    assertThat(names).allMatch(name -> journal.read(name).note().equals(name));
  }

  @Test
  void aBrokenFileIsForAnOperatorAndNamesTheWayOut() throws IOException {
    OrderJournal journal = new FileOrderJournal(folder);
    put(journal, "edge-1/checkout", "n");
    try (Stream<Path> files = Files.walk(folder)) {
      Files.writeString(
          files.filter(file -> file.toString().endsWith(".json")).findFirst().orElseThrow(),
          "{\"target\": ");
    }
    assertThatThrownBy(() -> journal.read("edge-1/checkout"))
        .hasMessageContaining("BROKEN_ORDER_BOOK")
        .hasMessageContaining("restore it, or remove it if no change is under way");
  }
}
