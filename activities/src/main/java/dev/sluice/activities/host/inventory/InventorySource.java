package dev.sluice.activities.host.inventory;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Where an inventory comes from. */
public sealed interface InventorySource {
  /** For messages: the file's path or the program's name. */
  String place();

  /** Biggest inventory that is read, in bytes. */
  int mostBytes();

  /** A YAML or JSON file. */
  record OfFile(Path file, int mostBytes) implements InventorySource {
    @Override
    public String place() {
      return file.toString();
    }
  }

  /**
   * What a program on this machine prints, JSON or YAML.
   *
   * @param words program and arguments; no shell
   * @param within after this long it is ended
   */
  record OfProgram(List<String> words, Duration within, int mostBytes) implements InventorySource {
    public OfProgram {
      words = List.copyOf(words);
      if (words.isEmpty() || !within.isPositive()) {
        throw new IllegalArgumentException("an inventory's command needs words and a timeout");
      }
    }

    @Override
    public String place() {
      return words.getFirst();
    }
  }
}
