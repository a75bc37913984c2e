package dev.sluice.activities.subdomain;

import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.domain.subdomain.OrderBook;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A journal in a folder: a file a target, over 256 subfolders. Its file system must know locks and
 * atomic renames, as local ones and NFS 4 do.
 */
public final class FileOrderJournal implements OrderJournal {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Path folder;

  /** One file. */
  private record Stored(String target, OrderBook book, String note) {}

  /**
   * @param folder made when it is missing
   * @throws UncheckedIOException when it can't be made
   */
  public FileOrderJournal(Path folder) {
    this.folder = folder;
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Entry read(String target) {
    Path file = file(target);
    // Most targets were never touched, and an exception for each makes long lists slow.
    if (Files.notExists(file)) {
      return Entry.EMPTY;
    }
    try {
      Stored stored = JSON.readValue(Files.readString(file, StandardCharsets.UTF_8), Stored.class);
      if (!stored.target().equals(target)) {
        throw broken(target, "is of " + stored.target());
      }
      return new Entry(stored.book(), stored.note());
    } catch (NoSuchFileException e) {
      return Entry.EMPTY;
    } catch (JacksonException e) {
      throw broken(target, "is no journal entry");
    } catch (IOException e) {
      throw unusable(file, e);
    }
  }

  @Override
  public <T> T change(String target, Function<Page, T> work) {
    Path shelf = shelf(target);
    try {
      Files.createDirectories(shelf);
    } catch (IOException e) {
      throw unusable(shelf, e);
    }
    return new PathLock(shelf.resolve(".lock"), PATIENCE)
        .holding(() -> work.apply(new FilePage(target)));
  }

  private final class FilePage implements Page {
    private final String target;

    FilePage(String target) {
      this.target = target;
    }

    @Override
    public Entry entry() {
      return read(target);
    }

    @Override
    public void write(Entry next) {
      Path file = file(target);
      try {
        DurableFile.replace(
            file, JSON.writeValueAsString(new Stored(target, next.book(), next.note())));
      } catch (IOException e) {
        throw unusable(file, e);
      }
    }
  }

  private Path shelf(String target) {
    return folder.resolve(SafeNames.checksum(target).substring(0, 2));
  }

  private Path file(String target) {
    return shelf(target).resolve(SafeNames.of(target) + ".json");
  }

  private ProblemException broken(String target, String why) {
    return new ProblemException(
        new Problem.ForOperator(
            "BROKEN_ORDER_BOOK",
            "the journal's %s %s; restore it, or remove it if no change is under way on %s"
                .formatted(file(target), why, target)));
  }

  private static ProblemException unusable(Path path, IOException e) {
    if (Thread.currentThread().isInterrupted()) {
      return new ProblemException(
          new Problem.Passing("INTERRUPTED", "work on %s was cancelled".formatted(path)), e);
    }
    return new ProblemException(
        new Problem.ForOperator(
            "UNUSABLE_JOURNAL",
            "the journal's %s can't be used (%s); see to its rights and the space on its disk"
                .formatted(path, e)),
        e);
  }
}
