package dev.sluice.benchmarks.hosts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The hosts that {@code docker/systems/openssh.sh} plays: each is an address and a home folder.
 *
 * @param home where the script keeps them
 */
record Playground(Path home) {
  private static final String FILE = "app.conf";
  private static final String OLD = "workers = 8\nlevel = info\n".repeat(20);

  /** What every host gets. */
  static final String NEW = "workers = 16\nlevel = info\n".repeat(20);

  /** Addresses of the first hosts, in the order of their names. */
  List<String> addresses(int count) throws IOException {
    return Files.readAllLines(home.resolve("inventory.yaml")).stream()
        .filter(line -> line.startsWith("- {name:"))
        .map(line -> line.replaceFirst(".*address: ([0-9.]+).*", "$1"))
        .limit(count)
        .toList();
  }

  private Path folder(String address) {
    return home.resolve("hosts").resolve(address);
  }

  /** Puts the old content in its place, and forgets what was done before. */
  void reset(int count) throws IOException {
    for (String address : addresses(count)) {
      for (String left : List.of("orders", ".ansible")) {
        delete(folder(address).resolve(left));
      }
      Files.writeString(folder(address).resolve(FILE), OLD);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  /**
   * @throws IllegalStateException when a host has another content than the new one
   */
  void check(int count) throws IOException {
    for (String address : addresses(count)) {
      if (!Files.readString(folder(address).resolve(FILE)).equals(NEW)) {
        throw new IllegalStateException(address + " does not have the new content");
      }
    }
  }
}
