package dev.sluice.activities.schema.postgresql.inventory;

import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.domain.subdomain.TargetQuery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which databases there are. Looks at its file again when that has changed. Thread-safe. */
public final class Inventory {
  private final Path path;
  private final InventoryFile file;
  private @Nullable Index index;

  /**
   * @param blocks where they begin
   * @param changed when the file was written
   * @param size in bytes
   */
  private record Index(List<InventoryFile.Block> blocks, FileTime changed, long size) {}

  /**
   * @param path a YAML list of databases, each with {@code name}, {@code url}, {@code zone}, {@code
   *     labels}, {@code user}, {@code passwordFile} and {@code schema}, in name order
   */
  public Inventory(Path path) {
    this.path = path;
    this.file = new InventoryFile(path);
  }

  /**
   * The databases of a query, in name order.
   *
   * @throws ProblemException for the operator, when the file can't be read or is wrong
   */
  public List<Database> list(TargetQuery query) {
    List<Database> page = new ArrayList<>();
    List<InventoryFile.Block> blocks = blocks();
    for (int i = from(blocks, query.range().after()); i < blocks.size(); i++) {
      for (Database database : read(blocks.get(i))) {
        boolean wanted =
            query.range().contains(database.name(), database.zone())
                && database.labels().entrySet().containsAll(query.selector().entrySet());
        if (wanted) {
          page.add(database);
        }
        boolean past =
            !query.range().upTo().isEmpty() && database.name().compareTo(query.range().upTo()) >= 0;
        if (past || page.size() == query.limit()) {
          return page;
        }
      }
    }
    return page;
  }

  /** One database by its name. */
  public Optional<Database> find(String name) {
    List<InventoryFile.Block> blocks = blocks();
    return blocks.isEmpty()
        ? Optional.empty()
        : read(blocks.get(from(blocks, name))).stream()
            .filter(database -> database.name().equals(name))
            .findFirst();
  }

  /** The last block that begins with the name or before it. */
  private static int from(List<InventoryFile.Block> blocks, String name) {
    int low = 0;
    int high = blocks.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (blocks.get(middle).firstName().compareTo(name) <= 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return Math.max(0, low - 1);
  }

  private List<Database> read(InventoryFile.Block block) {
    try {
      return file.read(block);
    } catch (IOException | BrokenInventoryException e) {
      throw broken(e);
    }
  }

  private synchronized List<InventoryFile.Block> blocks() {
    try {
      FileTime changed = Files.getLastModifiedTime(path);
      long size = Files.size(path);
      Index known = index;
      if (known == null || !known.changed().equals(changed) || known.size() != size) {
        known = new Index(List.copyOf(file.blocks()), changed, size);
        index = known;
      }
      return known.blocks();
    } catch (IOException | BrokenInventoryException e) {
      throw broken(e);
    }
  }

  private ProblemException broken(Exception cause) {
    String why =
        cause instanceof BrokenInventoryException
            ? String.valueOf(cause.getMessage())
            : "it can't be read (%s)".formatted(cause.getClass().getSimpleName());
    return new ProblemException(
        new Problem.ForOperator(
            "BROKEN_INVENTORY",
            "the inventory of databases %s: %s".formatted(path.getFileName(), why)),
        cause);
  }
}
