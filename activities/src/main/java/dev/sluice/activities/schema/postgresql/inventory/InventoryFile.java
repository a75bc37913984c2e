package dev.sluice.activities.schema.postgresql.inventory;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * A list of databases in a YAML file, in the order of their names. The file is read block by block:
 * of all of it, only where its blocks begin is kept.
 */
final class InventoryFile {
  private static final int ENTRIES_OF_A_BLOCK = 256;
  private static final int MOST_BYTES_OF_A_BLOCK = 1_000_000;
  private static final int DEEPEST_CAUSE = 10;
  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  /**
   * @param firstName name of its first database
   * @param at where it begins, in bytes
   * @param length in bytes
   */
  record Block(String firstName, long at, int length) {}

  /**
   * @param begin where it begins, in bytes
   * @param first length of its first entry
   * @param length of all its entries
   */
  private record Piece(long begin, int first, int length) {}

  private final Path file;

  InventoryFile(Path file) {
    this.file = file;
  }

  /**
   * Finds the blocks; of each only the first entry is read.
   *
   * @throws IOException when the file can't be read
   * @throws BrokenInventoryException when a block begins with anything else than a database, or out
   *     of name order
   */
  List<Block> blocks() throws IOException {
    List<Block> blocks = new ArrayList<>();
    String last = "";
    for (Piece piece : pieces()) {
      String name = parsed(piece.begin(), piece.first()).getFirst().name();
      requireOrder(last, name);
      blocks.add(new Block(name, piece.begin(), piece.length()));
      last = name;
    }
    return blocks;
  }

  /**
   * The databases of a block, in name order.
   *
   * @throws BrokenInventoryException when it holds anything else
   */
  List<Database> read(Block block) throws IOException {
    List<Database> databases = parsed(block.at(), block.length());
    String last = "";
    for (Database database : databases) {
      requireOrder(last, database.name());
      last = database.name();
    }
    return databases;
  }

  private static void requireOrder(String before, String name) {
    if (name.compareTo(before) <= 0) {
      throw new BrokenInventoryException(
          "%s comes after %s; sort the list by name, each name once".formatted(name, before));
    }
  }

  private List<Database> parsed(long at, int length) throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      in.skipNBytes(at);
      bytes = in.readNBytes(length);
    }
    try {
      return List.of(YAML.readValue(new String(bytes, StandardCharsets.UTF_8), Database[].class));
    } catch (JacksonException | NullPointerException e) {
      throw new BrokenInventoryException(why(e));
    }
  }

  /** What is wrong, as the deepest cause says it. */
  private static String why(RuntimeException e) {
    Throwable deepest = e;
    for (int depth = 0; deepest.getCause() != null && depth < DEEPEST_CAUSE; depth++) {
      deepest = deepest.getCause();
    }
    return deepest instanceof JacksonException parse
        ? parse.getOriginalMessage()
        : String.valueOf(deepest.getMessage());
  }

  /** An entry begins with a dash at the line's begin. */
  private List<Piece> pieces() throws IOException {
    List<Piece> pieces = new ArrayList<>();
    List<Long> begins = new ArrayList<>();
    long at = 0;
    int previous = '\n';
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      for (int c = in.read(); c >= 0; c = in.read()) {
        if (c == '-' && previous == '\n' && isBlank(in)) {
          if (begins.size() == ENTRIES_OF_A_BLOCK) {
            pieces.add(piece(begins, at));
            begins.clear();
          }
          begins.add(at);
        }
        previous = c;
        at++;
      }
    }
    if (!begins.isEmpty()) {
      pieces.add(piece(begins, at));
    }
    return pieces;
  }

  private static boolean isBlank(InputStream in) throws IOException {
    in.mark(1);
    int next = in.read();
    in.reset();
    return next == ' ' || next == '\n' || next == '\r';
  }

  private static Piece piece(List<Long> begins, long end) {
    long begin = begins.getFirst();
    if (end - begin > MOST_BYTES_OF_A_BLOCK) {
      throw new BrokenInventoryException(
          "%d databases take more than %,d bytes; shorten them"
              .formatted(begins.size(), MOST_BYTES_OF_A_BLOCK));
    }
    long second = begins.size() > 1 ? begins.get(1) : end;
    return new Piece(begin, (int) (second - begin), (int) (end - begin));
  }
}
