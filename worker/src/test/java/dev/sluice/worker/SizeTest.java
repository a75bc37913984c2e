package dev.sluice.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A file that needs scrolling is often two things. */
final class SizeTest {
  private static final int MAIN_LINES = 400;
  private static final int TEST_LINES = 600;
  private static final int MEDIAN_LINES = 90;

  private final Path root = Path.of("..").toAbsolutePath().normalize();

  @Test
  void noFileIsTooLongToRead() throws IOException {
    assertThat(sources("src/main/java")).allMatch(file -> lines(file) <= MAIN_LINES);
    assertThat(sources("src/test/java")).allMatch(file -> lines(file) <= TEST_LINES);
  }

  @Test
  void mostFilesAreShort() throws IOException {
    List<Long> sizes = sources("src/main/java").stream().map(SizeTest::lines).sorted().toList();
    assertThat(sizes.get(sizes.size() / 2)).isLessThanOrEqualTo(MEDIAN_LINES);
  }

  private List<Path> sources(String below) throws IOException {
    try (Stream<Path> modules = Files.list(root)) {
      return modules
          .map(module -> module.resolve(below))
          .filter(Files::isDirectory)
          .flatMap(SizeTest::javaFiles)
          .toList();
    }
  }

  private static Stream<Path> javaFiles(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long lines(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
